# $language (String) - name of a language
media-watch-in = Watch in { $language }
# $language (String) - name of a language
media-sound-in = Only the sound, in { $language }
media-sound-hint = The film without its pictures: lighter to load.
media-captions = What is said, below:
media-speed = Speed:
# $title (String) - title of the film
media-poster = Picture before it plays: a moment of “{ $title }”
# $at (String) - a time such as 12:30
media-skip-to = Skip to { $at }
# $language (String) - name of a language
media-read-along = Read what is said, in { $language }
# $title (String) - title of the recording
media-transcript-title = What is said in “{ $title }”
media-parts-title = Parts of the recording
media-look-for = Look for a word in what is said
# $count (String) - number of lines
media-found = Found in lines: { $count }
media-found-nothing = Nothing of this is said here. Try another word.
media-file-video = Film
media-file-captions = Captions
media-format-video = Video
media-format-captions = WebVTT
media-parts-none = Nobody has described its parts yet.
media-part = Part
media-change = Change
media-remove = Remove
media-save = Keep
media-add-title = Add a part
media-change-title = Change a part
media-field-start = Begins at
# $language (String) - name of a language
media-field-title = Title ({ $language })
# $language (String) - name of a language
media-field-synopsis = What it is about ({ $language })
# $language (String) - name of a language
media-field-keywords = Words under which it is found ({ $language })
media-start-hint = Minutes and seconds, such as 12:30, or hours too, 1:02:30.
media-done-save = The part is kept.
media-done-remove = The part is removed.
media-action-segment = Changed the parts of a recording
media-refusal-header = The captions do not begin with the word WEBVTT, which says what they are.
media-refusal-time = There should be a time such as 00:01:02.500 --> 00:01:05.000, and it is missing or wrong.
media-refusal-order = A caption ends before it begins, or begins before the one above it.
media-refusal-break = An arrow --> stands where none may stand: put an empty line before the next caption.
media-refusal-style = A style or region stands behind the first caption. Move it to the beginning.
media-refusal-long = Turned into WebVTT, these captions are longer than 2 MiB, the most that the page to read along can show. Split them.
# $line (String) - number of the line
media-refusal-line = In line { $line }.
media-action-convert = Had a recording made into another form
media-done-convert = It is being made. Load this page again after a while.
media-convert-keep = Browsers do not play this: readers can only download it.
media-convert-sound = Make the audio version
media-convert-playable = Make a version that plays everywhere
media-convert-waiting = Another form of this recording waits for its turn.
media-convert-running = Another form of this recording is being made.
media-convert-absent = It could not be made: ffmpeg is not installed on this server.
media-convert-too-long = It could not be made: it took more than three hours.
media-convert-too-large = It could not be made: the result is larger than the library keeps.
media-convert-damaged = It could not be made: the file cannot be read, or there is no sound in it.
media-convert-nobody = It could not be made part of the item: who asked for it has left. Ask for it again.
media-convert-ours = It could not be made because something of ours failed. Ask for it again.
