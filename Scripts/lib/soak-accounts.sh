# shellcheck shell=bash disable=SC2154
# Sourced by Scripts/soak: what became of every document, and how the process fared.
#
# Reads `work`, `database`, `dropped`, `collected`, `csv` and the counts; adds to `problems`.

# Asks the database, and says nothing where it is not there yet.
ask() { sqlite3 -readonly -cmd '.timeout 5000' "$database" "$1" 2>/dev/null || true; }

# What is wrong with a report's folder; nothing when it is whole.
fault_of() {
    local folder=$1 file
    for file in report.json layer.json bundle.stix.json report.html report.md matches.csv; do
        [[ -s $folder/$file ]] || { printf '%s is missing or empty' "$file"; return; }
    done
    [[ $(tail -c 16 -- "$folder/report.html") == *'</html>'* ]] || { printf 'report.html is cut off'; return; }
    for file in report.json layer.json bundle.stix.json; do
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
    while IFS= read -r line; do problems+=("lost or double: $line"); done < <(diff "$work/expected" "$work/found" | grep '^[<>]' | head -n 20)
    while IFS= read -r line; do problems+=("not ended: $line"); done < <(
        ask "SELECT shown_path || ' ' || state FROM document WHERE state IN ('claiming', 'claimed') OR is_disposed = 0 LIMIT 20"
    )
    ask "SELECT folder FROM report" | sort >"$work/recorded"
    sort -- "$collected" >"$work/taken"
    while IFS= read -r line; do problems+=("report missing or unknown: $line"); done < <(diff "$work/recorded" "$work/taken" | grep '^[<>]' | head -n 20)
    while IFS= read -r line; do problems+=("report without its row, or left half: $line"); done < <(find "$work/outbox" -mindepth 1 -maxdepth 1 -printf '%f\n' | head -n 20)
    while IFS= read -r line; do problems+=("left in the spool: $line"); done < <(find "$work/state/spool" -mindepth 1 -printf '%f\n' | head -n 20)
    while IFS= read -r line; do problems+=("left in the inbox: $line"); done < <(find "$work/inbox" -type f -printf '%P\n' | head -n 20)
    while IFS= read -r line; do
        [[ -s $work/${line}.reason.json ]] || problems+=("rejected without a reason: $line")
    done < <(ask "SELECT place FROM document WHERE state = 'rejected' AND place IS NOT NULL")
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

# Bytes of the database for each document that ended, in the first or the last third of them.
bytes_per_document() {
    awk -F, -v third="$1" '
        NR > 1 && $9 > 0 { ended[n] = $9; bytes[n++] = $7 + $8 }
        END {
            if (n < 6) { print 0; exit }
            first = third == "first" ? 0 : int(n * 2 / 3); last = third == "first" ? int(n / 3) : n - 1
            grown = ended[last] - ended[first]
            print grown > 0 ? int((bytes[last] - bytes[first]) / grown) : 0
        }' "$csv"
}

judge() {
    local early late
    rss_early=$(median 4 first) rss_late=$(median 4 last)
    ((rss_late <= rss_early * 115 / 100 + 8192)) || problems+=("memory grew from $rss_early to $rss_late KiB")
    fd_early=$(median 5 first) fd_late=$(median 5 last)
    ((fd_late <= fd_early + 4)) || problems+=("descriptors grew from $fd_early to $fd_late")
    threads_early=$(median 6 first) threads_late=$(median 6 last)
    ((threads_late <= threads_early + 4)) || problems+=("threads grew from $threads_early to $threads_late")
    early=$(bytes_per_document first) late=$(bytes_per_document last)
    bytes_early=$early bytes_late=$late
    # The log of the last changes has a size of its own, which a short time does not even out: 4 KiB are free.
    ((late <= early * 150 / 100 + 4096)) || problems+=("the database grew by $early, then by $late bytes a document")
    pages=$(ask 'PRAGMA page_count') free=$(ask 'PRAGMA freelist_count')
    ((free * 4 <= pages)) || problems+=("$free of the database's $pages pages are free")
}

summarize() {
    local ends
    ends=$(ask "SELECT group_concat(n || ' ' || state, ', ') FROM (SELECT state, count(*) AS n FROM document WHERE parent IS NULL GROUP BY state)")
    printf 'dropped       %d files: %s; %d documents came out of others\n' "$count" "$ends" \
        "$(ask 'SELECT count(*) FROM document WHERE parent IS NOT NULL')"
    printf 'disturbances  %d kills, %d stops, %d reloads, %d times a full outbox\n' "$kills" "$stops" "$reloads" "$fills"
    ((reloads > 0)) || printf 'note          this program does not catch SIGHUP: nothing was reloaded\n'
    [[ $may_fill == yes ]] || printf 'note          the outbox was not filled up: that needs root\n'
    printf 'memory        %d KiB, later %d KiB (medians)\n' "$rss_early" "$rss_late"
    printf 'descriptors   %d, later %d\n' "$fd_early" "$fd_late"
    printf 'threads       %d, later %d\n' "$threads_early" "$threads_late"
    printf 'database      %d bytes a document, later %d; %d of %d pages free\n' "$bytes_early" "$bytes_late" "$free" "$pages"
    printf 'samples       %s\n' "$csv"
    if ((${#problems[@]} == 0)); then
        printf 'result        passed: each file ended once, nothing grew\n'
        exit 0
    fi
    printf 'result        FAILED\n'
    printf '  %s\n' "${problems[@]}"
    keep=yes
    exit 1
}
