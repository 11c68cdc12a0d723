audio-title = Read aloud
# $title (String) - title of the text
audio-title-of = { $title }: read aloud
audio-listen = Listen to this text
audio-by-machine = Read by a machine: it may say some words wrongly.
# $voice (String) - whose voice it is
audio-by = Read by { $voice }
audio-outdated = The text was changed since this recording.
audio-lead = One recording for each text and language. It stands beside the text as long as that is published, and never starts by itself.
audio-none = There is no recording yet.
audio-made-on = Added on
audio-field-file = File of the recording
# $size (String) - most that the form takes
audio-hint = MP3, M4A, Opus or Ogg, up to { $size }.
audio-field-kind = This file is no recording that we can play. Send MP3, M4A, Opus or Ogg
audio-field-voice = Voice of (optional)
audio-voice-hint = A name that she agrees to have shown to everybody.
audio-upload = Add a recording
audio-send = Send the recording
audio-machine = Have it read by a machine
audio-machine-hint = Readers are told that the voice is a machine’s. A human voice is better where there is one.
audio-machine-absent = No program that reads texts (espeak-ng) is installed on this server.
audio-field-machine = The machine could not read this text
audio-remove = Remove the recording
audio-done-brought = The recording is added.
audio-done-made = The machine has read the text.
audio-done-working = The machine is reading. Reload this page in a moment.
audio-done-removed = The recording is removed.
audio-back = Back to the text
audio-action-bring = Added the recording of a text
audio-action-remove = Removed the recording of a text
