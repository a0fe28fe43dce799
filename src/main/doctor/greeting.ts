import * as v from 'valibot'
import { endpoint } from '../gateway/endpoint.ts'
import { agentStatus } from '../gateway/endpoints/index.ts'

/**
 * The query of an agent's state without a Guid: a gateway refuses it (100-006 or 000-003), and by
 * that refusal it can be told from anything else that answers at its address. Changes nothing.
 */
export const greeting = endpoint({ ...agentStatus, sendsGuid: false, reply: v.unknown() })
