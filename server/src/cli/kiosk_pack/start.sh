#!/bin/sh
# Starts the browser of a computer for everybody. `enrol` opens the profile that is kept, to type the code in it once;
# without it the browser works on a copy in memory, and nothing of a visit ever reaches the disk.
set -eu

url='{url}'
kept="${JUSOOR_KIOSK_PROFILE:-$HOME/.jusoor-kiosk}"
memory="${XDG_RUNTIME_DIR:?there is no folder in memory: start this in a session of systemd}/jusoor-kiosk"
browser="${JUSOOR_KIOSK_BROWSER:-{browser}}"

umask 077
mkdir -p "$kept"
if [ "${1:-}" = enrol ]; then
  profile="$kept"
  url="$url/ar/kiosk/enrol"
else
  rm -rf "$memory"
  cp -a "$kept" "$memory"
  profile="$memory"
  url="$url/kiosk"
fi

case "$browser" in
  *firefox*)
    set -- --profile "$profile" --no-remote "$url"
    [ "$profile" = "$kept" ] || set -- --kiosk "$@"
    ;;
  *)
    # What it would open again after a crash holds addresses and titles, and no rule forbids writing it: a file where its
    # folder would be does.
    mkdir -p "$profile/Default"
    rm -rf "$profile/Default/Sessions"
    : > "$profile/Default/Sessions"
    # The icons of pages are kept by address, words that were searched for among them: a folder where the file would be.
    rm -rf "$profile/Default/Favicons" "$profile/Default/Favicons-journal"
    mkdir -p "$profile/Default/Favicons/x"
    set -- --user-data-dir="$profile" --no-first-run --no-default-browser-check --password-store=basic \
      --disable-sync --disable-features=Translate --disable-session-crashed-bubble --disable-pinch \
      --overscroll-history-navigation=0 --disk-cache-size=1 "$url"
    [ "$profile" = "$kept" ] || set -- --kiosk "$@"
    ;;
esac
exec "$browser" "$@"
