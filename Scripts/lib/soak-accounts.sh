# shellcheck shell=bash disable=SC2154
# Sourced by Scripts/soak: what became of every document, and how the process fared.
#
# Reads `work`, `database`, `dropped`, `collected`, `csv` and the counts; adds to `problems`.

# Asks the database, and says nothing where it is not there yet.
ask() { sqlite3 -readonly -cmd '.timeout 5000' "$database" "$1" 2>/dev/null || true; }

# What is wrong with a report's folder; nothing when it is whole.
fault_of() {
    local folder=$1 file
    for file in report.json layer.json bundle.stix.json event.misp.json report.html report.md matches.csv; do
        [[ -s $folder/$file ]] || { printf '%s is missing or empty' "$file"; return; }
    done
    [[ $(tail -c 16 -- "$folder/report.html") == *'</html>'* ]] || { printf 'report.html is cut off'; return; }
    for file in report.json layer.json bundle.stix.json event.misp.json; do
        [[ $(sqlite3 :memory: "SELECT json_valid(CAST(readfile('${folder//\'/\'\'}/$file') AS TEXT))") == 1 ]] ||
            { printf '%s is cut off' "$file"; return; }
    done
}

# Takes the reports that are on record out of the outbox, as whoever reads them would, after a look at each.
collect() {
    local folder fault
    while IFS= read -r folder; do
        [[ -n $folder && -d $work/outbox/$folder ]] || continue
        fault=$(fault_of "$work/outbox/$folder")
        [[ -z $fault ]] || problems+=("report $folder: $fault")
        printf '%s\n' "$folder" >>"$collected"
        rm -rf -- "${work:?}/outbox/$folder"
    done < <(ask "SELECT r.folder FROM report r JOIN document d ON d.number = r.document WHERE d.is_disposed = 1" |
        grep -Fxv -f "$collected" 2>/dev/null)
}

# Compares what was dropped, what the database says and what lies in the folders.
account() {
    local line
    [[ $(ask 'PRAGMA integrity_check') == ok ]] || problems+=("the database is damaged")
    sed 's,^/,,' "$dropped" | sort >"$work/expected"
    ask "SELECT shown_path FROM document WHERE parent IS NULL" | sort >"$work/found"
    note_differences "lost or double" "$work/expected" "$work/found"
    note_each "not ended" "SELECT shown_path || ' ' || state FROM document
        WHERE state IN ('claiming', 'claimed') OR is_disposed = 0"
    ask "SELECT folder FROM report" | sort >"$work/recorded"
    sort -- "$collected" >"$work/taken"
    note_differences "report missing or unknown" "$work/recorded" "$work/taken"
    note_files "without its row, or left half, in the outbox" "$work/outbox" -maxdepth 1
    note_files "left in the spool" "$work/state/spool"
    note_files "left in the inbox" "$work/inbox" -type f
    while IFS= read -r line; do
        [[ -s $work/${line}.reason.json ]] || problems+=("rejected without a reason: $line")
    done < <(ask "SELECT place FROM document WHERE state = 'rejected' AND place IS NOT NULL")
}

# Each adds what it finds to the problems, at most twenty times: lines of two sorted files that only one has, rows of a
# query, files of a folder.
note_differences() {
    local line
    while IFS= read -r line; do problems+=("$1: $line"); done < <(diff -- "$2" "$3" | grep '^[<>]' | head -n 20)
}
note_each() {
    local line
    while IFS= read -r line; do problems+=("$1: $line"); done < <(ask "$2 LIMIT 20")
}
note_files() {
    local what=$1 folder=$2 line
    shift 2
    while IFS= read -r line; do problems+=("$what: $line"); done < <(
        find "$folder" -mindepth 1 "$@" -printf '%P\n' | head -n 20
    )
}

# The median of a column of the samples of the calm phase, in the first or the last third after the warm-up of a tenth.
median() {
    local column=$1 third=$2
    awk -F, -v column="$column" -v third="$third" '
        NR > 1 && $2 == "calm" { value[n++] = $column }
        END {
            from = int(n / 10); length_ = int((n - from) / 3)
            start = third == "first" ? from : n - length_
            for (i = start; i < start + length_; i++) print value[i]
        }' "$csv" | sort -n | awk '{ value[NR] = $1 } END { print NR ? value[int((NR + 1) / 2)] : 0 }'
}

# Bytes of the database for each document that ended, in the first or the last third of the samples.
bytes_per_document() {
    awk -F, -v third="$1" '
        NR > 1 && $9 > 0 { n++; ended[n] = $9; bytes[n] = $7 }
        END {
            first = third == "first" ? 1 : int(n * 2 / 3); last = third == "first" ? int(n / 3) : n
            grown = first >= 1 && last > first ? ended[last] - ended[first] : 0
            print (grown > 0 ? int((bytes[last] - bytes[first]) / grown) : 0)
        }' "$csv"
}

# The largest value of a column.
largest() { awk -F, -v column="$1" 'NR > 1 && $column > most { most = $column } END { print most + 0 }' "$csv"; }

judge() {
    local early late
    rss_early=$(median 4 first) rss_late=$(median 4 last)
    ((rss_late <= rss_early + 8192)) || problems+=("memory grew from $rss_early to $rss_late KiB")
    fd_early=$(median 5 first) fd_late=$(median 5 last)
    ((fd_late <= fd_early + 4)) || problems+=("descriptors grew from $fd_early to $fd_late")
    threads_early=$(median 6 first) threads_late=$(median 6 last)
    ((threads_late <= threads_early + 4)) || problems+=("threads grew from $threads_early to $threads_late")
    early=$(bytes_per_document first) late=$(bytes_per_document last)
    bytes_early=$early bytes_late=$late
    ((late <= early * 150 / 100 + 16384)) || problems+=("the database grew by $early, then by $late bytes a document")
    log_bytes=$(largest 8)
    ((log_bytes <= 67108864)) || problems+=("the log of the database grew to $log_bytes bytes")
    pages=$(ask 'PRAGMA page_count') free=$(ask 'PRAGMA freelist_count')
    ((free * 4 <= pages)) || problems+=("$free of the database's $pages pages are free")
}

summarize() {
    local ends
    ends=$(ask "SELECT group_concat(n || ' ' || state, ', ') FROM (
        SELECT state, count(*) AS n FROM document WHERE parent IS NULL GROUP BY state)")
    printf 'dropped       %d files: %s; %d documents came out of others\n' "$count" "$ends" \
        "$(ask 'SELECT count(*) FROM document WHERE parent IS NOT NULL')"
    printf 'disturbances  %d kills, %d stops, %d reloads, %d times a full outbox\n' \
        "$kills" "$stops" "$reloads" "$fills"
    ((reloads > 0)) || printf 'note          this program does not catch SIGHUP: nothing was reloaded\n'
    [[ $may_fill == yes ]] || printf 'note          the outbox was not filled up: that needs root\n'
    printf 'memory        %d KiB, later %d KiB (medians)\n' "$rss_early" "$rss_late"
    printf 'descriptors   %d, later %d\n' "$fd_early" "$fd_late"
    printf 'threads       %d, later %d\n' "$threads_early" "$threads_late"
    printf 'database      %d bytes a document, later %d; %d of %d pages free; log up to %d bytes\n' \
        "$bytes_early" "$bytes_late" "$free" "$pages" "$log_bytes"
    printf 'samples       %s\n' "$csv"
    if ((${#problems[@]} == 0)); then
        printf 'result        passed: each file ended once, nothing grew\n'
        exit 0
    fi
    printf 'result        FAILED\n'
    printf '  %s\n' "${problems[@]}"
    # Read when the script cleans up.
    # shellcheck disable=SC2034
    keep=yes
    exit 1
}
