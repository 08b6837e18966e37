#!/bin/sh
# From nothing to somebody's payouts, and thirty days on. See README.md beside this file.
set -eu

url=${INTARSIA_URL:-http://127.0.0.1:4650}
key=${INTARSIA_API_KEY:?set INTARSIA_API_KEY to id:secret, as the first start printed it}

fail() {
  echo "tour.sh: $*" >&2
  exit 1
}

# ask METHOD PATH STATUS [BODY]: prints the answer's body; fails unless the answer has that status.
ask() {
  answer=$(curl --silent --show-error --max-time 60 --user "$key" --request "$1" \
    --header 'content-type: application/json' --data "${4:-}" \
    --write-out '\n%{http_code}' "$url$2") || fail "$1 $2: nobody answers at $url"
  status=${answer##*
}
  [ "$status" = "$3" ] || fail "$1 $2 answered $status, not $3: ${answer%
*}"
  printf '%s\n' "${answer%
*}"
}

# text NAME, number NAME: the first member of that name in the JSON on standard input.
text() {
  grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4
}
number() {
  grep -o "\"$1\":[0-9]*" | head -n 1 | cut -d : -f 2
}

echo "1. A user"
user=$(ask POST /v1/users 201 '{"external_metadata":{"from":"tour.sh"}}' | text id)
[ -n "$user" ] || fail 'the new user has no id'

echo "2. An account at walmart"
account=$(ask POST /v1/sandbox/accounts 201 \
  "{\"user\":\"$user\",\"link_item\":\"walmart\",\"username\":\"test_1\",\"password\":\"passgood\"}" | text id)
[ -n "$account" ] || fail 'the new account has no id'

echo "3. Its data arrives by and by"
tries=0
until ask GET "/v1/accounts/$account" 200 | grep -q '"payouts":{"status":"synced"'; do
  tries=$((tries + 1))
  [ "$tries" -le 300 ] || fail 'the payouts were not there after a minute'
  sleep 0.2
done

echo "4. The newest payouts"
before=$(ask GET "/v1/payouts?account=$account&limit=3" 200)
count=$(printf '%s' "$before" | number count)
[ "${count:-0}" -gt 0 ] || fail 'there are no payouts'
echo "   $count in all; the newest paid $(printf '%s' "$before" | text net_pay)"

echo "5. Thirty days pass"
ask POST /v1/sandbox/clock/advance 200 '{"by":"P30D"}' >/dev/null
after=$(ask GET "/v1/payouts?account=$account&limit=1" 200 | number count)
[ "$after" -gt "$count" ] || fail "thirty days brought no payout: $count before, $after after"
echo "   $((after - count)) more"

echo "6. A scan on demand"
[ "$(ask POST "/v1/accounts/$account/periodic-scan" 200)" = '{}' ] || fail 'a forced scan answers {}'

echo "7. Everything about this person is erased"
ask DELETE "/v1/users/$user" 204 >/dev/null
ask GET "/v1/accounts/$account" 404 >/dev/null
echo "Done."
