directory-title = Organisations that help
directory-lead = Who they are, what they do, and where that is written. How to reach them stands here only where they agreed to it, or where a public office publishes it.
directory-all = See all organisations
directory-none = No organisation stands here
directory-filter = Show these
directory-name = Name
directory-hours = Hours
directory-address = Address
directory-source = Where this is written
# $day (String) - day in words
directory-agreed = It agreed on { $day } that its contact is shown
directory-published = The contact is the one that this public office publishes itself.
directory-not-agreed = How to reach it is not shown: it has not agreed to that yet.
directory-kind-association = Association
directory-kind-public = Public office
directory-kind-union = Union
directory-kind-health = Health
directory-kind-legal = Legal help
directory-kind-other = Other
directory-area-kef = Governorate of El Kef
directory-area-country = Whole country
directory-field-kind = Kind
directory-field-section = Section
directory-field-area = Where it works
directory-field-name-ar = Name, in Arabic
directory-field-name-fr = Name, in French
directory-field-name-en = Name, in English
directory-field-does-ar = What it does, in Arabic
directory-field-does-fr = What it does, in French
directory-field-does-en = What it does, in English
directory-field-hours-ar = Hours, in Arabic
directory-field-hours-fr = Hours, in French
directory-field-hours-en = Hours, in English
directory-field-address-ar = Address, in Arabic
directory-field-address-fr = Address, in French
directory-field-address-en = Address, in English
directory-field-phone = Telephone
directory-field-email = E-mail
directory-field-website = Website
directory-field-agreed-on = Day on which it agreed that its contact is shown
directory-field-source-url = Address of the source
directory-field-checked-on = Checked on
directory-field-order = Place in the list
directory-field-show = Shown
directory-contact-hint = Never the address or number of a shelter, never a private number.
directory-agreed-hint = Without this day, telephone, e-mail, hours and address are shown of public offices alone.
directory-order-hint = Lower comes first.
directory-desk-title = Organisations at the desk
directory-desk-lead = What was not checked for longest comes first. After 90 days it is to be checked again.
directory-form-lead = Only what a source says, with the day on which you read it.
directory-new = New organisation
directory-edit = Organisation
directory-save = Save
directory-publish = Show to everybody
directory-hide = Hide
directory-check = Checked today
directory-delete = Delete
directory-delete-hint = It goes for good, in every language.
directory-due = To be checked again
directory-show-due = To be checked again
directory-show-hidden = Hidden
directory-state-shown = Shown
directory-state-hidden = Hidden
directory-age-unknown = never checked
# $count (Number)
# $digits (String) - the number, written
directory-age = { $count ->
    [one] { $digits } day ago
   *[other] { $digits } days ago
}
# $count (Number)
# $digits (String) - the number, written
directory-due-count = { $count ->
    [one] { $digits } organisation is to be checked again
   *[other] { $digits } organisations are to be checked again
}
directory-conflict-title = Somebody changed this meanwhile
directory-conflict = Nothing of what you wrote is lost: it stands in the form. This is what differs in what is kept now. Send the form again to put your text in its place.
directory-done-create = The organisation is kept. Nobody sees it until it is published.
directory-done-save = Saved.
directory-done-publish = Everybody sees it now.
directory-done-hide = Nobody sees it now.
directory-done-check = Today stands as the day on which it was checked.
directory-done-delete = Deleted.
directory-action-create = Made an organisation of the directory
directory-action-edit = Changed an organisation of the directory
directory-action-publish = Published an organisation
directory-action-hide = Hid an organisation
directory-action-delete = Deleted an organisation
directory-action-check = Checked an organisation
