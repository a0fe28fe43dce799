import { conferenceKey } from '../recordings.ts'
import type { Answer } from '../wire/answer.ts'
import { refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { World } from '../world.ts'

/** `<drive>:/<VDN>/<medium>/<date>/<agent>/<name>`; a path with a way out of it fits nowhere. */
const filePath = /^[A-Za-z]:\/(?:[\w-]+\/)+[\w-]+\.[A-Za-z0-9]+$/

function fileAnswer(world: World, key: string): Answer {
  const file = world.files.find(key)
  return file === null ? refused('104-005') : { kind: 'file', file }
}

/** Without recordId: the first video that the agent's calls made, as the page's note says. */
function firstVideo(world: World, agentId: string): string {
  const own = world.recordings.all().find((one) => one.agentId === agentId && one.kind === 'video')
  return own?.fileName ?? ''
}

function downloadByPath(world: World, request: GatewayRequest): Answer {
  const { settings, files } = world
  if (settings.poolMode && request.query.text('locationId') === undefined) return refused('104-010')
  const wanted = request.query.text('recordId') ?? firstVideo(world, request.agentId)
  const path = wanted.replaceAll('\\', '/')
  if (!filePath.test(path) || path.endsWith('.V3')) return refused('104-003')
  if (files.isPicture(path) && !settings.picturesDownloadable) return refused('104-004')
  return fileAnswer(world, path)
}

function downloadConference(world: World, request: GatewayRequest): Answer {
  const { query } = request
  const conferenceId = query.text('conferenceId') ?? ''
  const fileType = query.text('fileType') ?? ''
  if (conferenceId === '' || !['0', '1', '2'].includes(fileType)) return refused('000-002')
  const recordId = query.text('recordId')
  if (recordId !== undefined) return fileAnswer(world, conferenceKey(conferenceId, recordId))
  const start = `conferenceId=${conferenceId};`
  const first = world.recordings.all().find(({ fileName }) => fileName.startsWith(start))
  return fileAnswer(world, first?.fileName ?? '')
}

/** Videos and pictures of the mounted file server (cec_07_4218, 4217). */
export function recordFileEndpoints(world: World): Endpoint[] {
  const path = '/recordfile/:agentid'
  return [
    {
      name: 'downloadVideoFileEx',
      method: 'GET',
      path: `${path}/videofiledownloadEx`,
      run: (request) => downloadByPath(world, request)
    },
    {
      name: 'downloadVideoFile',
      method: 'GET',
      path: `${path}/videofiledownload`,
      run: (request) => downloadConference(world, request)
    }
  ]
}
