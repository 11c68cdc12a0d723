subjects-title = Subjects
subjects-lead = What items are about. Other names are not shown to readers, but whoever searches for one finds what stands under the name.
subjects-none = There is no subject yet.
subjects-name = Name
subjects-others = Other names
subjects-items = Items
# $count (Number) - how many items
# $digits (String) - the number, written
subjects-count = { $count ->
    [one] { $digits } item
   *[other] { $digits } items
}
subjects-new = Add a subject
subjects-change = Change a subject
subjects-hint = A name in one language is enough. One other name on each line.
# $language (String) - name of a language
subjects-field-label = Name ({ $language })
# $language (String) - name of a language
subjects-field-others = Other names ({ $language })
subjects-field-broader = Part of
subjects-no-broader = Nothing: it is a subject by itself
subjects-save = Keep
subjects-done-save = The subject is kept. What is about it is found under its names.
subjects-action = Changed a subject of the library
subjects-delete = Delete this subject
subjects-delete-lead = Only a subject that no item is about, and of which no other is a part, can be deleted.
subjects-delete-submit = Delete it
subjects-done-delete = The subject is deleted.
subjects-delete-conflict = Somebody changed it. Look at what it is now, and decide again.
