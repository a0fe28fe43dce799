import * as v from 'valibot'
import {
  signInRequest,
  type AgentStateWish,
  type SignInRequest
} from '../../../../shared/model/session.ts'
import type { SettingsView } from '../../../../shared/model/settings.ts'

export type SignInField = 'agentId' | 'password' | 'phoneNumber' | 'skills'

const rules = signInRequest.entries

/** What the agent has typed so far. It outlives the screen, so a look at Activity loses nothing. */
export class SignInForm {
  profileId = $state('')
  agentId = $state('')
  password = $state('')
  phoneNumber = $state('')
  agentType = $state<'11' | '4'>('11')
  initialState = $state<AgentStateWish>('ready')
  autoAnswer = $state(true)
  allSkills = $state(true)
  skills = $state('')
  /** True once the agent has tried to sign in: from then on wrong fields say what is wrong. */
  #tried = $state(false)

  constructor(last: SettingsView['lastSignIn']) {
    if (last === null) return
    this.profileId = last.profileId
    this.agentId = last.agentId
    this.phoneNumber = last.phoneNumber
  }

  /** The fields that are wrong and should say so, in the order of the form. */
  get wrong(): readonly SignInField[] {
    return this.#tried ? this.#faults() : []
  }

  /** The request, or null where a field is wrong; then `wrong` names it. */
  request(profileId: string, force: boolean): SignInRequest | null {
    this.#tried = true
    if (this.#faults().length > 0) return null
    return {
      profileId,
      agentId: this.agentId.trim(),
      password: this.password,
      phoneNumber: this.phoneNumber.trim(),
      agentType: this.agentType === '11' ? 11 : 4,
      initialState: this.initialState,
      autoAnswer: this.autoAnswer,
      skills: this.allSkills ? 'all' : this.#skillIds(),
      force
    }
  }

  /** After a sign-in that worked. */
  forgetPassword(): void {
    this.password = ''
    this.#tried = false
  }

  #skillIds(): string[] {
    return this.skills.split(/[\s,;，；、]+/).filter((id) => id !== '')
  }

  #faults(): SignInField[] {
    const right: Record<SignInField, boolean> = {
      agentId: v.is(rules.agentId, this.agentId.trim()),
      password: v.is(rules.password, this.password),
      phoneNumber: v.is(rules.phoneNumber, this.phoneNumber.trim()),
      skills: this.allSkills || (this.skills.trim() !== '' && v.is(rules.skills, this.#skillIds()))
    }
    const fields = ['agentId', 'password', 'phoneNumber', 'skills'] as const
    return fields.filter((field) => !right[field])
  }
}
