# Ends the sessions of processes that Mimo has started, once Mimo is gone: that is when this input ends.
# Each line says which session began (+ number) or ended (- number); $1 is what the mark of each of them begins with.
trap '' HUP INT TERM
sessions=' '
while read -r verb session; do
  case $session in
    '' | *[!0-9]*) continue ;;
  esac
  case $verb in
    +) sessions="$sessions$session " ;;
    -) sessions="${sessions%% "$session" *} ${sessions#* "$session" }" ;;
  esac
done

# those that carry the mark; on a system without /proc, nobody can be told by it
marked() {
  for file in $(grep -lzaF "$1" /proc/[0-9]*/environ 2>/dev/null); do
    process=${file#/proc/}
    echo "${process%/environ}"
  done
}

for session in $sessions; do kill -TERM -"$session" 2>/dev/null; done
for process in $(marked "$1"); do kill -TERM "$process" 2>/dev/null; done
for moment in 1 2 3 4 5 6 7 8 9 10; do
  left=$(marked "$1")
  for session in $sessions; do kill -0 -"$session" 2>/dev/null && left="$left $session"; done
  [ -z "$left" ] && exit 0
  sleep 0.1
done
for round in 1 2 3; do
  for session in $sessions; do kill -KILL -"$session" 2>/dev/null; done
  for process in $(marked "$1"); do kill -KILL "$process" 2>/dev/null; done
  sleep 0.1
done
