launch-title = Before the opening
launch-lead = What a person must still confirm. Say who looks after a point, and when and how it was settled. This page prints as it stands.
launch-todo = To confirm and to check
launch-point = Point
# $count (Number)
# $digits (String) - the number, written
launch-open = { $count ->
    [one] { $digits } point is to be confirmed before the opening
   *[other] { $digits } points are to be confirmed before the opening
}
launch-done = The point is changed.
launch-field-standing = How it stands
launch-field-keeper = Who looks after it
launch-field-day = Settled on
launch-field-note = What was found out
launch-day-hint = Without a day, today is kept when the point is settled.
launch-keeper-me = I do
launch-keeper-nobody = Nobody
launch-state-open = Open
launch-state-confirmed = Confirmed
launch-state-not-applicable = Does not arise
launch-group-numbers = Numbers to dial
launch-group-names = Names and contacts
launch-group-municipality = Municipality
launch-group-law = Questions for a lawyer
launch-group-consents = Consents
launch-group-facts = Facts that were not verified
launch-group-readers = Readers
launch-group-team = Team and machine
launch-action-change = Changed a point of the launch check-list
