duty-title = Who is there when
duty-lead = Everybody sees the hours; names are not published. Whoever is there is alerted and reminded.
duty-none = Nobody is in the plan. Nothing is said about hours on public pages.
duty-entry-who = Who
duty-entry-when = When
duty-entry-hours = Hours
duty-remove = Take out
duty-add-title = Put somebody in
duty-field-member = Who
duty-field-weekday = Every week on
duty-field-day = Or on one day (2026-12-31)
duty-field-from = From (09:00)
duty-field-to = To (12:30, at the latest 24:00)
duty-add = Put in
duty-done = The plan is changed.
duty-weekday-0 = Monday
duty-weekday-1 = Tuesday
duty-weekday-2 = Wednesday
duty-weekday-3 = Thursday
duty-weekday-4 = Friday
duty-weekday-5 = Saturday
duty-weekday-6 = Sunday
duty-hours-title = When the team reads
duty-hours-time = Time of Tunisia.
# $until (String)
duty-now-until = The team is reading now, until { $until }.
duty-now-nobody = Nobody is reading now. Your text is kept and waits.
# $day (String)
# $hour (String)
duty-now-next = The team reads again: { $day }, { $hour }.
duty-now-call = If you are in danger now, do not wait for us: call one of these numbers.
duty-letter = There is something for you at the desk. Sign in to see it:
duty-notify-outside = Something waits on which nobody of the team may decide, because everybody knows the person or took part. Ask somebody from outside into the team
duty-kind = At which hours you are there as one of the team
duty-purpose = so that the portal can say when somebody reads, and whoever is there is alerted
