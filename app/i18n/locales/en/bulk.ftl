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
bulk-log-topics = The same done with several discussions
bulk-topics-title = Several discussions
bulk-topics-lead = Choose discussions, fifty at most, and what is done with all of them. Before anything happens you see them once more.
bulk-topics-any = All that I look after
bulk-topics-show = Show
bulk-topics-none = There is no discussion here.
bulk-topics-choose = Choose
bulk-topics-closed = closed
bulk-topics-unlisted = in no list
bulk-topics-close = Close them
bulk-topics-reopen = Open them again
bulk-topics-review = Read their answers first
bulk-topics-trust = Let answers appear as the category says
bulk-topics-move = Move them to another category
bulk-topics-reason-hint = The reason is for closing, moving and taking out of the lists; the category for moving.
bulk-topics-preview = Look at the chosen ones
bulk-topics-preview-title = The chosen discussions
bulk-topics-preview-lead = It is done with each of them by itself, and can be taken back in each of them for a day. What you are not sure of, take out.
# $count (Number) - how many discussions are left out
# $digits (String) - the same, as written
bulk-topics-left-out = { $count ->
    [one] { $digits } discussion is not among them: you do not look after it, or it is not public.
   *[other] { $digits } discussions are not among them: you do not look after them, or they are not public.
}
# $count (Number) - how many discussions
# $digits (String) - the same, as written
bulk-topics-confirm = { $count ->
    [one] Do it with { $digits } discussion
   *[other] Do it with { $digits } discussions
}
# $count (Number) - how many discussions
# $digits (String) - the same, as written
bulk-topics-done = { $count ->
    [0] Nothing was done.
    [one] Done with { $digits } discussion.
   *[other] Done with { $digits } discussions.
}
bulk-topics-back = Back to the discussions
bulk-topics-unknown = A discussion
bulk-topics-ended-done = Done
bulk-topics-ended-failed = Something went wrong on our side; it is as it was
bulk-field-topic = Chosen discussions
bulk-field-what = What to do with all of them
bulk-field-to = To which category
bulk-field-category = Discussions of
