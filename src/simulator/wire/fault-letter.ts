import type { Answer } from './answer.ts'
import { refused } from './answer.ts'
import type { Fault } from './faults.ts'
import type { Letter } from './sender.ts'
import { jsonType, octetType, textLetter } from './sender.ts'

const errorPage = (status: number): string =>
  `<!doctype html><html lang="en"><head><title>HTTP Status ${status}</title></head>` +
  `<body><h1>HTTP Status ${status}</h1><p>The practice gateway was told to say this.</p></body></html>`

function refusalLetter(fault: Extract<Fault, { kind: 'retcode' }>): Letter {
  const answer: Answer = refused(fault.retcode, fault.message)
  const body = answer.kind === 'json' ? answer.body : {}
  const result = 'result' in fault ? fault.result : body['result']
  const contentType = fault.label === 'octet-stream' ? octetType : jsonType
  return textLetter(fault.status ?? 200, contentType, JSON.stringify({ ...body, result }))
}

/** The answer of a fault that replaces the work; null for one that only changes its answer. */
export function faultLetter(fault: Fault): Letter | null {
  switch (fault.kind) {
    case 'retcode':
      return refusalLetter(fault)
    case 'http': {
      const contentType = fault.contentType ?? 'text/html;charset=utf-8'
      return textLetter(fault.status, contentType, fault.body ?? errorPage(fault.status))
    }
    case 'redirect': {
      const letter = textLetter(fault.status ?? 302, 'text/html;charset=utf-8', '')
      return { ...letter, headers: { ...letter.headers, Location: fault.to } }
    }
    case 'oversized': {
      const filler = ' '.repeat(Math.max(0, fault.bytes))
      return textLetter(200, jsonType, `{"message":"","retcode":"0","result":"${filler}"}`)
    }
    default:
      return null
  }
}
