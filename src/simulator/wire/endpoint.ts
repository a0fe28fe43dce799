import type { Agent } from '../agents.ts'
import type { Session } from '../sessions.ts'
import type { Answer } from './answer.ts'
import type { LogName } from './log-names.ts'
import type { Fields } from './fields.ts'

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE'

/** A request whose path fits an endpoint. */
export interface GatewayRequest {
  readonly agentId: string
  /** The other parts of the path. */
  param(name: string): string
  readonly query: Fields
  /** Fields of the JSON body; none where there is no body. */
  readonly body: Fields
  /** Aborted when the client goes away before its answer. */
  readonly signal: AbortSignal
}

/** Who asks, once the Guid has been checked. */
export interface Caller {
  readonly agent: Agent
  readonly session: Session
}

interface EndpointBase {
  readonly name: LogName
  readonly method: Method
  /** Below `/agentgateway/resource`, in the notation of hono. */
  readonly path: string
  /** Not while another such call of the same agent runs: 000-007. */
  readonly alone?: true
}

/** A call that needs no Guid: the two ways to sign in. */
export interface OpenEndpoint extends EndpointBase {
  readonly open: true
  run(request: GatewayRequest): Answer | Promise<Answer>
}

export interface GuardedEndpoint extends EndpointBase {
  readonly open?: never
  run(request: GatewayRequest, caller: Caller): Answer | Promise<Answer>
}

/** One definition a call. */
export type Endpoint = OpenEndpoint | GuardedEndpoint
