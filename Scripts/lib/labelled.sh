# shellcheck shell=bash
# Sourced by the scripts beside this folder: labelled files, cut down to what a training or a measurement wants.

# The lines of a file of reports that print their own ATT&CK table, from one collection or from all others:
# declared_reports FILE is|is-not COLLECTION
declared_reports() {
    if [[ $2 == is ]]; then grep -F "\"source\": \"$3\"" -- "$1"; else grep -vF "\"source\": \"$3\"" -- "$1"; fi
}

# Standard input with the tables taken out: `text_no_ids` becomes `text`. A quote inside a JSON string is escaped, so only
# keys match.
without_tables() {
    sed 's/"text": /"text_with_ids": /; s/"text_no_ids": /"text": /'
}
