offline-title = Without a connection
offline-lead = There may be no network just now. The numbers that help are here.
offline-again = Try again
offline-now = What to do now
offline-kept = What you keep on this device
offline-forget = Remove all of it
offline-trace = Your browser keeps the page “Without a connection” and the one about your safety, so that they open without a network, and the texts that you ask it to keep. It keeps nothing else of what you read here. Whoever uses this device can find them. The exit button removes them, and so does signing in.
# On the screen of a telephone, under the icon.
offline-short-name = Portal
share-share = Share
share-copy = Copy the address
share-copied = The address is copied.
share-keep = Keep for reading without a network
share-drop = Remove from this device
share-kept = Kept in this browser, without pictures and recordings. Whoever uses this device can find it; the exit button removes it.
share-dropped = Removed from this device.
share-failed = That did not work. Nothing was changed.
share-on-paper = This page, and what changed since it was printed:
share-code = Code that leads to this page
# $sites (String) - names of sites, with commas
share-videos = Here are links to videos on another site ({ $sites }). Nothing of it is loaded until you follow them. Then that site sees your connection and what you watch, and the visit stays in your browser’s history.
