simple-open = One thing at a time
simple-paper = On one sheet of paper
# $number (String) - which one
# $total (String) - how many
simple-here = { $number } of { $total }
# $number (String) - which one
simple-step = Step { $number }
simple-about = What it is about
simple-next = Next
simple-previous = Previous
simple-first = From the beginning
simple-ways = On and back
simple-whole = The whole page
simple-sound-on = Listen
simple-sound-off = Without sound
simple-paper-lead = Everything you need for this on one page, with a code that leads back here. Think of who may find the paper.
simple-print-hint = Print this page with the browser: keep the Ctrl key down and press P. Take every sheet from the printer.
simple-card-link = A small card with numbers
simple-card-title = A small card with numbers
simple-card-lead = To cut out, for a purse or behind a telephone. On paper nothing says where it comes from.
simple-card-words = “Advice” stands for the numbers that listen and guide women and children. The card does not say so; keep it in mind.
simple-card-heading = Useful numbers
simple-card-police = Police
simple-card-guard = National Guard
simple-card-ambulance = Ambulance
simple-card-fire = Fire
simple-card-advice = Advice
simple-form = How this form works: listen or read
simple-form-page = Open this on a page of its own
simple-to-read = To read
