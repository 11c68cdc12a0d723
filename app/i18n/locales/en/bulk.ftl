bulk-title = Refuse several as advertising
bulk-lead = Choose texts that are plainly advertising, fifty at most. Before anything is refused you see them once more.
bulk-choose = Choose for refusing as advertising
bulk-preview = Look at the chosen ones
bulk-preview-title = The chosen texts
bulk-preview-lead = Each of them is refused by itself, and its author finds the reason on her page. What you are not sure of, take out.
# $count (Number) - texts
# $digits (String) - the number, written
bulk-confirm = { $count ->
    [one] Refuse { $digits } text as advertising
   *[other] Refuse { $digits } texts as advertising
}
# $count (Number) - texts
# $digits (String) - the number, written
bulk-left-out = { $count ->
    [one] { $digits } text is not among them: it changed, was decided on, or is decided by itself.
   *[other] { $digits } texts are not among them: they changed, were decided on, or are decided by themselves.
}
bulk-none = Nothing here can be refused together with others.
bulk-done-title = What became of them
# $count (Number) - texts
# $digits (String) - the number, written
bulk-done = { $count ->
    [0] No text was refused.
    [one] { $digits } text was refused.
   *[other] { $digits } texts were refused.
}
bulk-unknown = A text
bulk-ended-refused = Refused
bulk-ended-changed = Changed or decided on meanwhile; nothing was done
bulk-ended-in-hand = Somebody has it in hand; nothing was done
bulk-ended-with-lead = The lead has it; nothing was done
bulk-ended-by-itself = Is decided by itself, not with others; nothing was done
bulk-ended-not-hers = Not yours to decide; nothing was done
bulk-ended-failed = Something went wrong on our side; it still waits
bulk-field-item = Chosen texts
bulk-field-key = The form’s key
bulk-log = Several texts refused as advertising
bulk-action-unlist = Took a discussion out of the lists
bulk-action-relist = Put a discussion back into the lists
bulk-action-language = Changed the language of a discussion
bulk-log-unlist = Discussion taken out of the lists
bulk-log-relist = Discussion back in the lists
bulk-log-language = Language of a discussion changed
bulk-event-unlist = Taken out of the lists by the moderators
bulk-event-list = Back in the lists
bulk-event-language = Language changed by the moderators
bulk-reopen-never = Not by itself
bulk-field-reopen = Opens again after (days)
# $day (String) - a day
bulk-reopens = It opens again on { $day }.
bulk-topic-unlist = Take it out of the lists
bulk-topic-list = Put it back into the lists
bulk-topic-language = Change the language
# $what (String) - what was done
bulk-topic-undo = Take back: { $what }
