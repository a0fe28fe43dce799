/**
 * The practice gateway: the documented CC-Gateway protocol over HTTPS on 127.0.0.1, with agents,
 * customers, recordings, and faults on demand. It reads no file but the media handed in.
 *
 *   const gateway = await createPracticeGateway({ media: { videos, pictures } })
 *   const callId = gateway.script.ringH5('1001')
 *   gateway.control.fail('imageCapture', { kind: 'retcode', retcode: '106-011' })
 *   await gateway.close()
 */
export { createPracticeGateway } from './gateway.ts'
export { practiceMedia } from './media/catalogue.ts'
export type { PracticeAgent, PracticeGateway } from './gateway.ts'
export type { Control } from './control.ts'
export type { Script } from './script.ts'
export { defaultRoster } from './roster.ts'
export type { Clock } from './clock.ts'
export type { Fault } from './wire/faults.ts'
export type {
  BodyFraming,
  CertificateKind,
  PracticeGatewayOptions,
  PracticeMedia,
  Timings
} from './options.ts'
