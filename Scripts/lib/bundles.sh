# shellcheck shell=bash
# Sourced after setup.sh by the scripts that read STIX bundles.

# The short name of the one domain that a bundle is for, from the external id of its matrix.
domain_of() {
    local domain
    [[ -r $1 ]] || fail 65 "$1 cannot be read"
    domain=$(gzip -dcf -- "$1" | sed -nE 's/.*"external_id": *"(enterprise|mobile|ics)-attack".*/\1/p' | sort -u)
    case $domain in
    enterprise | mobile | ics) printf '%s\n' "$domain" ;;
    '') fail 65 "$1 names no domain: it has no matrix of ATT&CK" ;;
    *) fail 65 "$1 is for more than one domain: ${domain//$'\n'/, }" ;;
    esac
}
