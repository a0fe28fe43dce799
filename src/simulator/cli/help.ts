import { logNames } from '../wire/log-names.ts'

/** The words in lines of at most 100 columns. */
function wrapped(words: readonly string[]): string {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 98) {
      lines[lines.length - 1] = `${last}, ${word}`
    } else lines.push(`            ${word}`)
  }
  return lines.join(',\n')
}

/** What `--help` prints. */
export const help = `The practice gateway: the CC-Gateway protocol over HTTPS on 127.0.0.1, for trying Callside out.

  npm run gateway -- [flags]

Where
  --port 8043             the port; left out: a free one
  --cert-out FILE         writes the certificate (PEM) there; left out: into a temporary folder
  --certificate KIND      good, expired or wrong-name
  --json                  prints one line of JSON first, for programs
  --attached              ends when its standard input ends
  --control               opens a second port for remote control and prints its address

Who
  --agents LIST           e.g. 1001,1002,2001:inspector instead of the usual people
  --password TEXT         everybody's password
  --pool                  CTI-pool mode: downloads need a locationId
  --no-pictures           pictures of captures cannot be downloaded
  --require-cookie        the sign-in cookie has to be sent back

To search for afterwards (with --password)
  --guid-prefix HEX       how every Guid begins, at most 8 digits
  --cookie TEXT           how the value of the sign-in cookie begins
  --signature TEXT        how every signature of connection information begins

Guid
  --mode MODE             static or dynamic
  --rotate MS             a new Guid every so many milliseconds
  --no-overlap            the older Guid ends at once
  --expired CODE          answer to an older Guid: 100-006 or 000-003

Times in milliseconds
  --poll-hold MS          how long an idle poll is held
  --silence MS            without a poll for this long, the agent is signed out
  --capture MS            until the customer answers a capture
  --auto-answer MS        until a ringing call is answered by itself

Calls and videos
  --speed N               plays the scripted day N times as fast
  --no-day                plays no calls by itself
  --video-bytes N         size of recorded videos
  --framing KIND          how a download ends: length, chunked or close

Faults (may be given several times)
  --fail CALL=FAULT       once; CALL=FAULT*3 three times; CALL=FAULT*always every time
     FAULT: a code such as 106-011, octet:104-005, http:503, html, redirect:URL, stall, lost,
            delay:MS, cut:BYTE, length:+10, length:-10, slow:BYTES, oversized:BYTES
     CALL:
${wrapped(logNames)}
`
