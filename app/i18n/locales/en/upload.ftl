upload-title = Bring files into the library
upload-lead = A file waits here until it becomes part of an item. Only you see this list.
upload-form-title = Choose a file
upload-field-file = File
# $size (String) - largest size of any file
upload-hint = PDF, EPUB, MP3, M4A, MP4, Ogg, WebM, JPEG, PNG, WebP, VTT and SRT, up to { $size }.
# $size (String) - largest size without scripts
upload-hint-form = Where scripts are off, up to { $size }.
upload-submit = Send
upload-pause = Pause
upload-resume = Go on
upload-sending = Sending
upload-waiting = The connection broke. We try again by ourselves; nothing is lost.
upload-paused = Paused
upload-failed = It could not go on. Reload this page and choose the same file again: it continues where it stopped.
# $size (String) - megabytes that are sent in a second
upload-speed = { $size } MB a second
upload-list-title = Your files
upload-empty = You are not bringing any file at the moment.
upload-head-size = Size
upload-head-state = State
upload-clear = Clear
upload-retry = Try again
upload-done-received = Here is what arrived.
upload-done-cleared = The file is cleared.
upload-done-retried = We looked at it once more.
upload-state-uploading = Not complete
upload-state-received = Complete, waiting
upload-state-scanning = Being searched for viruses
upload-state-processing = Being looked at
upload-state-ready = Ready
upload-state-rejected = Refused
upload-state-quarantined = Holds a virus: locked away
upload-state-needs-attention = Something failed on our side
# $size (String) - what is here so far
upload-so-far = Here so far: { $size }.
upload-continue = To continue, choose the same file again.
upload-kept-until = Kept until
upload-not-scanned = Not searched for viruses.
# $virus (String) - name of what was found
upload-finding = Found in it: { $virus }.
# $title (String) - title of an item of the library
upload-held-item = The library already holds exactly this file, as “{ $title }”.
# $name (String) - name of another file of hers
upload-held-upload = You have already brought exactly this file, as “{ $name }”.
upload-traces = Whoever gets this file gets this too, because it stays inside it:
upload-traces-hint = If somebody must not be found, save the file anew without these properties and send that one.
upload-trace-person = Person or office
upload-trace-program = Program or device
upload-trace-place = Place
upload-refusal-empty = The file is empty. Look whether it opens on your machine, and send it again.
upload-refusal-too-large = The file is larger than files of its kind may be. Make it smaller, or ask the team.
upload-refusal-disguised = This is a web page, a drawing with script or a program, whatever its name says. The library does not take such files.
upload-refusal-unknown-type = The library does not keep files of this kind.
upload-refusal-damaged = The file is damaged or cut off. Look whether it opens on your machine, and send it again.
upload-refusal-not-utf8 = The text is not written in UTF-8. Save it again in that encoding.
upload-refusal-too-many-pixels = The picture has too many points. Make it smaller.
upload-refusal-pdf-encrypted = The PDF is locked with a password or with rights. Save it without a lock.
upload-refusal-epub-encrypted = The EPUB is locked. Only books without a lock can be read here.
upload-refusal-epub-mimetype = The EPUB does not say at its beginning that it is one. Have it packed again by a program for books.
upload-refusal-epub-package = The description inside the EPUB is missing or broken. Have it checked and made again.
upload-refusal-bomb = The archive would unpack into far more than it seems to be. It was not opened.
upload-action-upload = Began to bring a file into the library
upload-action-clear = Cleared a file that was in no item
upload-action-retry = Had a file looked at once more
upload-action-import = Brought many library items in at once, as drafts
upload-action-undo = Took a batch of library drafts back
upload-kind = Of somebody of the team: files on their way into the library, their names and how far they are
upload-purpose = So that a cut loses nothing, and only she who began continues.
