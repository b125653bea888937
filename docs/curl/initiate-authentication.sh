#!/usr/bin/env bash
# ES9+.InitiateAuthentication (SGP.22 v2 §5.6.1) by hand: builds euiccInfo1 octet for octet, sends it with curl,
# shows and checks the answer; then the wrong cases, each with the status that must come back.
# Needs bash, curl, base64, od, sed; verifies serverSignature1 if openssl is there. Exit code 0: all as expected.
set -euo pipefail

host=localhost port=8443 connect= svn=2.2.2 verify=() sign=() tls=(--insecure)

usage() {
  cat <<TEXT
usage: initiate-authentication.sh [options]
  -h HOST      the name of the SM-DP+: in TLS, in Host, and as smdpAddress (default: $host)
  -p PORT      its port (default: $port)
  -a ADDRESS   where to connect to, if the name does not lead there, as 127.0.0.1
  -c FILE      CI certificates in PEM to check TLS with (default: TLS is not checked)
  -v PKID      a CI the eUICC can verify: 40 hex digits; more than once, in the eUICC's order
  -s PKID      a CI the eUICC can sign under; more than once (default of both: the test CIs of SGP.26)
  -n SVN       the version of SGP.22 the eUICC speaks (default: $svn)
TEXT
}

while getopts "h:p:a:c:v:s:n:?" option; do
  case $option in
    h) host=$OPTARG ;;
    p) port=$OPTARG ;;
    a) connect=$OPTARG ;;
    c) tls=(--cacert "$OPTARG") ;;
    v) verify+=("$OPTARG") ;;
    s) sign+=("$OPTARG") ;;
    n) svn=$OPTARG ;;
    *) usage; exit 2 ;;
  esac
done
sgp26=(F54172BDF98A95D65CBEB88A38A1C11D800A85C3 C0BC70BA36929D43B467FF57570530E57AB8FCD8)
[ ${#verify[@]} -gt 0 ] || verify=("${sgp26[@]}")
[ ${#sign[@]} -gt 0 ] || sign=("${sgp26[@]}")
for id in "${verify[@]}" "${sign[@]}"; do
  if ! [[ $id =~ ^[0-9A-Fa-f]{40}$ ]]; then
    echo "'$id' is no PKID: 40 hex digits, the subjectKeyIdentifier of a CI" >&2
    exit 2
  fi
done
if ! [[ $svn =~ ^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$ ]]; then
  echo "'$svn' is no SVN: three numbers, as 2.2.2" >&2
  exit 2
fi

# --- octets: everything is hex until it goes out -----------------------------------------------------------

tlv() { # tag value: a DER TLV; the values here are shorter than 256 octets
  local octets=$((${#2} / 2))
  if [ "$octets" -lt 128 ]; then printf '%s%02X%s' "$1" "$octets" "$2"; else printf '%s81%02X%s' "$1" "$octets" "$2"; fi
}

key_ids() { # tag pkid...: a SEQUENCE OF SubjectKeyIdentifier
  local tag=$1 all= id
  shift
  for id in "$@"; do all+=$(tlv 04 "$id"); done
  tlv "$tag" "$all"
}

version() { # VersionType: one octet for each number
  local IFS=.
  # shellcheck disable=SC2086 # cut at the dots
  printf '%02X%02X%02X' $1
}

euicc_info1() { # svn, verification list, signing list: BF20{ 82 svn, A9 {04 …}, AA {04 …} }
  local can_verify can_sign
  read -ra can_verify <<<"$2"
  read -ra can_sign <<<"$3"
  tlv BF20 "$(tlv 82 "$(version "$1")")$(key_ids A9 "${can_verify[@]}")$(key_ids AA "${can_sign[@]}")"
}

to_base64() { printf '%b' "$(sed 's/../\\x&/g' <<<"$1")" | base64 | tr -d '\n'; }
to_hex() { base64 -d <<<"$1" | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F; }

member() { # name json: a text member of the answer
  sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' <<<"$2"
}

# Takes the first TLV of $rest into $tag, $value and $whole, and leaves what follows in $rest.
take() {
  local length at=4
  tag=${rest:0:2}
  length=$((16#${rest:2:2}))
  if [ "$length" -ge 128 ]; then
    at=$((4 + 2 * (length - 128)))
    length=$((16#${rest:4:$((at - 4))}))
  fi
  value=${rest:$at:$((2 * length))}
  whole=${rest:0:$((at + 2 * length))}
  rest=${rest:$((at + 2 * length))}
}

# --- one call ---------------------------------------------------------------------------------------------

challenge=$(od -An -v -N16 -tx1 /dev/urandom | tr -d ' \n' | tr a-f A-F)

call() { # smdpAddress svn verification-list signing-list: prints the answer
  local info route=()
  info=$(euicc_info1 "$2" "$3" "$4")
  [ -z "$connect" ] || route=(--connect-to "$host:$port:$connect:$port")
  curl --silent --show-error --max-time 30 "${tls[@]}" ${route[@]+"${route[@]}"} \
    --header 'Content-Type: application/json' \
    --header 'X-Admin-Protocol: gsma/rsp/v2.2.0' \
    --header 'User-Agent: gsma-rsp-lpad' \
    --data "{\"smdpAddress\":\"$1\",\"euiccChallenge\":\"$(to_base64 "$challenge")\",\"euiccInfo1\":\"$(to_base64 "$info")\"}" \
    "https://$host:$port/gsma/rsp2/es9plus/initiateAuthentication" || exit 1
}

failures=0
result() { # title expected got
  if [ "$2" = "$3" ]; then
    printf 'pass  %-52s %s\n' "$1" "$3"
  else
    printf 'FAIL  %-52s %s (expected: %s)\n' "$1" "$3" "$2"
    failures=$((failures + 1))
  fi
}

refused() { # title expected-pair, then the arguments of call
  local title=$1 expected=$2 answer
  shift 2
  answer=$(call "$@")
  result "$title" "$expected" "$(member subjectCode "$answer")/$(member reasonCode "$answer")"
  printf '      "%s"\n' "$(member message "$answer")"
}

# --- the good case, decoded ---------------------------------------------------------------------------------

signature_holds() { # serverSigned1, r || s: both hex; asks openssl with the key of server.der
  local r=${2:0:64} s=${2:64:64}
  [[ $r =~ ^[89A-F] ]] && r=00$r
  [[ $s =~ ^[89A-F] ]] && s=00$s
  # DER wants the shortest numbers: leading zero octets go, unless the next octet would look negative
  while [[ $r =~ ^00[0-7] ]]; do r=${r:2}; done
  while [[ $s =~ ^00[0-7] ]]; do s=${s:2}; done
  printf '%b' "$(sed 's/../\\x&/g' <<<"$(tlv 30 "$(tlv 02 "$r")$(tlv 02 "$s")")")" >"$work/signature"
  printf '%b' "$(sed 's/../\\x&/g' <<<"$1")" >"$work/signed"
  openssl x509 -inform der -in "$work/server.der" -noout -pubkey >"$work/key.pem"
  openssl dgst -sha256 -verify "$work/key.pem" -signature "$work/signature" "$work/signed" >/dev/null 2>&1
}

decode() { # the answer
  local signed signature rest tag value whole
  signed=$(to_hex "$(member serverSigned1 "$1")")
  signature=$(to_hex "$(member serverSignature1 "$1")")
  rest=$signed
  take
  rest=$value
  printf '      transactionId        %s\n' "$(member transactionId "$1")"
  printf '      euiccCiPKIdToBeUsed  %s\n' "$(to_hex "$(member euiccCiPKIdToBeUsed "$1")")"
  printf '      serverSigned1        %s octets\n' $((${#signed} / 2))
  while [ -n "$rest" ]; do
    take
    case $tag in
      80) printf '        80 transactionId   %s\n' "$value"
        result "serverSigned1 repeats the transactionId" "$(member transactionId "$1")" "$value" ;;
      81) printf '        81 euiccChallenge  %s\n' "$value"
        result "serverSigned1 repeats the challenge" "$challenge" "$value" ;;
      83) printf '        83 serverAddress   %b\n' "$(sed 's/../\\x&/g' <<<"$value")" ;;
      84) printf '        84 serverChallenge %s\n' "$value" ;;
      *) printf '        %s                 %s\n' "$tag" "$value" ;;
    esac
  done
  result "serverSignature1 is 5F37 of 64 octets" "5F3740/134" "${signature:0:6}/${#signature}"
  base64 -d <<<"$(member serverCertificate "$1")" >"$work/server.der"
  if command -v openssl >/dev/null 2>&1; then
    openssl x509 -inform der -in "$work/server.der" -noout -subject -issuer -dates -ext subjectAltName |
      sed 's/^/      /'
    local verdict=wrong
    if signature_holds "$signed" "${signature:6}"; then verdict=good; fi
    result "serverSignature1 under the key of serverCertificate" good "$verdict"
  else
    echo "      no openssl here: serverCertificate not shown, serverSignature1 not verified"
  fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "euiccInfo1 $(euicc_info1 "$svn" "${verify[*]}" "${sign[*]}")"
good=$(call "$host" "$svn" "${verify[*]}" "${sign[*]}")
result "initiateAuthentication at $host" Executed-Success "$(member status "$good")"
if [ "$(member status "$good")" = Executed-Success ]; then
  decode "$good"
else
  echo "      $good"
fi

unknown=0000000000000000000000000000000000000000
refused "smdpAddress of another server" 8.8.1/3.8 wrong.example.com "$svn" "${verify[*]}" "${sign[*]}"
refused "SVN 1.0.0" 8.8.3/3.1 "$host" 1.0.0 "${verify[*]}" "${sign[*]}"
refused "SVN 3.0.0" 8.8.3/3.1 "$host" 3.0.0 "${verify[*]}" "${sign[*]}"
refused "no CI for signing that the server knows" 8.8.2/3.1 "$host" "$svn" "${verify[*]}" "$unknown"
refused "no CI for verification that the server has" 8.8.4/3.7 "$host" "$svn" "$unknown" "${sign[*]}"

if [ "$failures" -gt 0 ]; then
  echo "$failures not as expected"
  exit 1
fi
echo "all as expected"
