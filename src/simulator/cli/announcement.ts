import type { PracticeAgent, PracticeGateway } from '../gateway.ts'
import type { CommandLine } from './flags.ts'

/** What a person or a program needs to know of a gateway that has started. */
export interface Announcement {
  gateway: PracticeGateway
  certificateFile: string
  controlUrl: string | null
  line: CommandLine
}

/** One line for programs. */
export function asJson({ gateway, certificateFile, controlUrl }: Announcement): string {
  const { url, port, fingerprint256, certificatePem, agents } = gateway
  return JSON.stringify({
    url,
    port,
    certificateFile,
    fingerprint256,
    certificatePem,
    agents,
    controlUrl,
    pid: process.pid
  })
}

const role = (agent: PracticeAgent): string => {
  const parts = [agent.inspector ? 'inspector' : '', agent.taken ? 'already signed in' : '']
  const said = parts.filter((part) => part !== '').join(', ')
  return said === '' ? '' : `  (${said})`
}

const agentLine = (agent: PracticeAgent): string =>
  `  ${agent.agentId.padEnd(7)}${agent.name.padEnd(14)}password ${agent.password}   ` +
  `phone ${agent.phone}${role(agent)}`

function playing({ speed, faults }: CommandLine): string {
  const day =
    speed === null
      ? 'no calls by itself'
      : `the scripted day of calls${speed === 1 ? '' : `, ${speed} times as fast`}, ` +
        'to everyone who signs in and asks for the skill queues'
  const planned = faults.map(({ name, fault }) => `${name} (${fault.kind})`).join(', ')
  return planned === '' ? day : `${day}; to fail: ${planned}`
}

/** For people. */
export function asText(announcement: Announcement): string {
  const { gateway, certificateFile, controlUrl, line } = announcement
  return [
    'The practice gateway is ready.',
    '',
    `Address      ${gateway.url}`,
    `Certificate  ${certificateFile}`,
    `SHA-256      ${gateway.fingerprint256}`,
    `Guid         ${line.options.authMode ?? 'dynamic'}`,
    `Plays        ${playing(line)}`,
    ...(controlUrl === null ? [] : [`Control      ${controlUrl}`]),
    '',
    'Agents',
    ...gateway.agents.map(agentLine),
    '',
    'Ctrl+C ends it.'
  ].join('\n')
}
