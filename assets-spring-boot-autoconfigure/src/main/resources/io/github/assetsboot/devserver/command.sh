# Runs a command and ends all of its processes once standard input is closed, as it is when
# the application has ended in whatever way.
#
# Arguments: a mark that no other process has, then the command and its arguments.
#
# The command can start processes that get another parent, another group or another session.
# A process belongs to the command if it descends from it, is in the session of this shell, or
# has both the mark in its environment and the output of the command open. A process that has
# only the mark may be a browser or an editor that a tool has opened. It gets the friendly signal
# alone. Only a process that is none of these escapes.

unset ASSETS_DEV_SERVER_SCRIPT
mark=$1
shift
self=$$

# The terminal sends INT and QUIT to this shell, too; the application decides on the end.
ended=
trap : INT QUIT
trap 'ended=1' TERM HUP

exec 3<&0
output=$(ls -l /proc/$$/fd/1 2>/dev/null)
output=${output##*-> }

# The command reads from the same pipe, on which nothing is ever written: a tool that ends with
# its standard input ends with the application, and no sooner.
(
	ASSETS_DEV_SERVER_MARK=$mark
	export ASSETS_DEV_SERVER_MARK
	exec "$@"
) <&3 3<&- &
command=$!

# Sets "table" to the living processes, each with its parent and, if it is in the session,
# ":own", and "marked" to those with the mark.
list() {
	marked=
	table=
	if [ -r /proc/self/stat ]; then
		for file in $(grep -lsF "ASSETS_DEV_SERVER_MARK=$mark" /proc/[0-9]*/environ); do
			file=${file#/proc/}
			marked="$marked ${file%/environ}"
		done
		for file in /proc/[0-9]*/stat; do
			{ read -r line <"$file"; } 2>/dev/null || continue
			# the name in parentheses may contain anything
			set -- ${line%% *} ${line##*) }
			case $2:$5 in
				Z:* | X:*) ;;
				*:$$) table="$table $1:$3:own" ;;
				*) table="$table $1:$3" ;;
			esac
		done
	else
		# "ps" of macOS does not tell the session, so the group counts, with the mark
		set -- $(ps -o pgid= -p $$)
		while read -r id parent group state text; do
			case $state:$text in
				Z*) ;;
				*"ASSETS_DEV_SERVER_MARK=$mark"*)
					marked="$marked $id"
					[ "$group" != "$1" ] || parent=$parent:own
					table="$table $id:$parent"
					;;
				*) table="$table $id:$parent" ;;
			esac
		done <<END
$(ps -A -E -ww -o pid= -o ppid= -o pgid= -o stat= -o command= 2>/dev/null ||
	ps -A -o pid= -o ppid= -o pgid= -o stat=)
END
	fi
}

# Adds all descendants of the processes in "found".
add_descendants() {
	grown=1
	while [ -n "$grown" ]; do
		grown=
		for entry in $table; do
			id=${entry%%:*}
			entry=${entry#*:}
			case " $found $self " in
				*" $id "*) continue ;;
			esac
			case " $found " in
				*" ${entry%%:*} "*)
					found="$found $id"
					grown=1
					;;
			esac
		done
	done
}

# Sets "all" to the living processes of the command, and "own" to those that belong to it for
# certain. A process that has once belonged to it does so when its parent has ended, too.
find_all() {
	list
	found=
	for entry in $table; do
		id=${entry%%:*}
		[ "$id" != "$self" ] || continue
		case "$entry $command $own " in
			*:own\ * | *" $id "*) found="$found $id" ;;
		esac
	done
	add_descendants
	for id in $marked; do
		case " $found " in
			*" $id "*) continue ;;
		esac
		case $(ls -l "/proc/$id/fd" 2>/dev/null) in
			*"-> $output"*) found="$found $id" ;;
		esac
	done
	own=$found
	found="$found $marked"
	add_descendants
	all=$found
}

# First a friendly signal, once, and after three seconds a hard one.
end_all() {
	told=" "
	own=
	start=$(date +%s)
	passed=0
	while [ $passed -lt 15 ]; do
		find_all
		[ $passed -le 3 ] || all=$own
		[ -n "${all# }" ] || return
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

(
	trap '' HUP TERM
	while read -r line <&3; do
		:
	done
	# a signal that arrives just before "wait" does not end it
	for try in 1 2 3 4 5; do
		kill -TERM $$ || break
		(trap - HUP TERM && exec sleep 1)
	done
	# the shell that waits for the command has been killed itself
	command=none
	self=$(exec sh -c 'echo $PPID')
	end_all
) >/dev/null 2>&1 &
watcher=$!
exec </dev/null >/dev/null 2>&1 3<&-

while :; do
	wait "$command"
	status=$?
	[ -z "$ended" ] && kill -0 "$command" 2>/dev/null || break
done
# the number of a process that has ended may be given to another
kill -0 "$command" 2>/dev/null || command=none
trap '' TERM HUP INT QUIT
kill -KILL "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
end_all
exit "$status"
