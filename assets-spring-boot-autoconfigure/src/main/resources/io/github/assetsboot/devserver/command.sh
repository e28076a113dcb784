# Runs a command and ends all of its processes once standard input is closed, as it is when
# the application has ended in whatever way.
#
# Arguments: a mark that no other process has, then the command and its arguments.
#
# The command can start processes that get another parent, another group or another session.
# A process belongs to the command if it descends from it, is in the session of this shell, or
# has the mark in its environment. Only a process that is none of these escapes.

unset ASSETS_DEV_SERVER_SCRIPT
mark=$1
shift

# The terminal sends INT and QUIT to this shell, too; the application decides on the end.
ended=
trap : INT QUIT
trap 'ended=1' TERM HUP

exec 3<&0

# The command reads from the same pipe, on which nothing is ever written: a tool that ends with
# its standard input ends with the application, and no sooner.
(
	ASSETS_DEV_SERVER_MARK=$mark
	export ASSETS_DEV_SERVER_MARK
	exec "$@"
) <&3 3<&- &
command=$!

(
	trap '' HUP TERM
	while read -r line <&3; do
		:
	done
	# a signal that arrives just before "wait" does not end it
	while kill -TERM $$; do
		(trap - HUP TERM && exec sleep 1)
	done
) >/dev/null 2>&1 &
watcher=$!
exec </dev/null >/dev/null 2>&1 3<&-

# Sets "all" to the living processes of the command.
find_all() {
	all=
	table=
	if [ -r /proc/self/stat ]; then
		for file in $(grep -lsF "ASSETS_DEV_SERVER_MARK=$mark" /proc/[0-9]*/environ); do
			file=${file#/proc/}
			all="$all ${file%/environ}"
		done
		for file in /proc/[0-9]*/stat; do
			{ read -r line <"$file"; } 2>/dev/null || continue
			# the name in parentheses may contain anything
			set -- ${line%% *} ${line##*) }
			case $2 in
				Z | X) ;;
				*) table="$table $1:$3:$5" ;;
			esac
		done
	else
		while read -r id parent state text; do
			case $state in
				Z*) continue ;;
			esac
			table="$table $id:$parent:"
			case $text in
				*"ASSETS_DEV_SERVER_MARK=$mark"*) all="$all $id" ;;
			esac
		done <<END
$(ps -A -E -ww -o pid= -o ppid= -o stat= -o command= 2>/dev/null || ps -A -o pid= -o ppid= -o stat=)
END
	fi
	grown=1
	while [ -n "$grown" ]; do
		grown=
		for entry in $table; do
			id=${entry%%:*}
			entry=${entry#*:}
			case " $all " in
				*" $id "*) continue ;;
			esac
			[ "$id" != $$ ] || continue
			case " $command $all " in
				*" ${entry%%:*} "*) ;;
				*) [ "$id" = "$command" ] || [ "${entry#*:}" = $$ ] || continue ;;
			esac
			all="$all $id"
			grown=1
		done
	done
}

# First a friendly signal, once, and after three seconds a hard one.
end_all() {
	told=" "
	start=$(date +%s)
	passed=0
	while [ $passed -lt 15 ]; do
		find_all
		[ -n "$all" ] || return
		for id in $all; do
			if [ $passed -gt 3 ]; then
				kill -KILL "$id" 2>/dev/null
			else
				case $told in
					*" $id "*) ;;
					*)
						told="$told$id "
						kill -TERM "$id" 2>/dev/null
						;;
				esac
			fi
		done
		sleep 0.1 || sleep 1
		passed=$(($(date +%s) - start))
	done
}

while :; do
	wait "$command"
	status=$?
	[ -z "$ended" ] && kill -0 "$command" 2>/dev/null || break
done
trap '' TERM HUP INT QUIT
kill -KILL "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
end_all
exit "$status"
