lines-title = Numbers that help, at the desk
lines-lead = They stand on every page. A wrong one is dangerous: dial it before you change it. After 90 days each is to be checked again.
lines-form-lead = Every page shows at once what you save. The log keeps the number before and after.
lines-add = Add a number
lines-edit = Change a number
lines-change = Change
lines-show = Show again
lines-field-number = Number
lines-field-whom-ar = For whom, in Arabic
lines-field-whom-fr = For whom, in French
lines-field-whom-en = For whom, in English
lines-number-hint = 3 to 15 digits, perhaps after +216.
lines-checked-hint = The day on which somebody dialled it or read its source.
# $count (Number)
# $digits (String) - the number, written
lines-due = { $count ->
    [one] { $digits } number that helps is to be checked again
   *[other] { $digits } numbers that help are to be checked again
}
lines-done-add = The number is added.
lines-done-save = The number is changed.
lines-done-check = Today stands as the day on which it was checked.
lines-done-hide = No page shows the number now.
lines-done-show = Every page shows the number again.
lines-action-add = Added a number that helps
lines-action-change = Changed a number that helps
lines-action-check = Checked a number that helps
lines-action-hide = Hid a number that helps
lines-action-show = Showed a number that helps again
