#!/bin/bash
# In the place of systemd, which does not run in a folder: does what the commands of the documentation ask of it, by what the unit files
# say, and refuses the rest. What the units' limits do is held by test/deploy/scheduling.test.ts.
set -eu

setting() { # UNIT KEY
  sed -n "s/^$2=//p" "/etc/systemd/system/$1"
}

start() { # UNIT
  local unit=$1 user group code=0
  user=$(setting "$unit" User)
  group=$(setting "$unit" Group)
  install -d -m "$(setting "$unit" StateDirectoryMode)" -o "$user" -g "$group" "/var/lib/$(setting "$unit" StateDirectory)"
  cd "$(setting "$unit" WorkingDirectory)"
  umask "$(setting "$unit" UMask)"
  # shellcheck disable=SC2046
  setpriv --reuid="$user" --regid="$group" --init-groups --no-new-privs --bounding-set=-all \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin $(setting "$unit" Environment) \
    $(setting "$unit" ExecStart) || code=$?
  [[ " 0 $(setting "$unit" SuccessExitStatus) " == *" $code "* ]] || exit 1
}

case "$*" in
  daemon-reload) touch /run/reloaded ;;
  "start aether-refresh.service") [ -e /run/reloaded ] && start aether-refresh.service ;;
  "enable --now aether-refresh.timer" | "start aether-refresh.timer")
    [ -e /run/reloaded ] && setting aether-refresh.timer OnCalendar > /run/timer ;;
  "stop aether-refresh.timer aether-refresh.service") rm /run/timer ;;
  "reload nginx") if [ -s /run/nginx.pid ]; then nginx -s reload; else nginx; fi ;;
  *) echo "systemctl $*: not known here" >&2; exit 1 ;;
esac
