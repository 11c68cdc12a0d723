#!/bin/sh
# Reads the start screen of shared computers aloud: kiosk-{ar,fr,en}.txt become style/public/kiosk-{ar,fr,en}.mp3. Needs
# espeak-ng and ffmpeg. The Arabic text has all its vowels, because the machine guesses none. A test holds the words to
# those that the screen shows; whoever changes them there changes them here and runs this.
set -eu
cd "$(dirname "$0")"
for voice in ar fr-fr en-gb; do
  l=${voice%-*}
  espeak-ng -v "$voice" -s 135 -g 4 -f "kiosk-$l.txt" --stdout |
    ffmpeg -hide_banner -loglevel error -y -f wav -i pipe:0 -map_metadata -1 -fflags +bitexact -ac 1 -ar 22050 \
      -codec:a libmp3lame -b:a 32k -id3v2_version 0 -write_xing 1 "../public/kiosk-$l.mp3"
done
