import { m } from '../../../shared/i18n/index.ts'

/** A plain gloss for the events that agents meet (names as in cec_07_1366 and its neighbours). */
const glosses: Readonly<Record<string, () => string>> = {
  AgentEvent_Ringing: m.activity_event_ringing,
  AgentEvent_Auto_Answer: m.activity_event_auto_answer,
  AgentEvent_Talking: m.activity_event_talking,
  AgentEvent_Hold: m.activity_event_hold,
  AgentEvent_linkagePhoneHold: m.activity_event_hold,
  AgentEvent_linkagePhoneUnHold: m.activity_event_taken_back,
  AgentEvent_ReturnFromIvr: m.activity_event_taken_back,
  AgentEvent_Conference: m.activity_event_conference,
  AgentEvent_SuccTransResult: m.activity_event_transfer_result,
  AgentEvent_No_Answer: m.activity_event_no_answer,
  AgentEvent_Call_Release: m.activity_event_call_release,
  AgentEvent_Customer_Release: m.activity_event_customer_release,
  AgentEvent_ImageCapture: m.activity_event_image_capture,
  AgentEvent_RequestConnect: m.activity_event_request_connect,
  AgentMediaEvent_Record: m.activity_event_record,
  AgentMediaEvent_Record_Fail: m.activity_event_record_fail,
  AgentMediaEvent_StopRecordDone: m.activity_event_record_stopped,
  AgentState_Ready: m.activity_event_ready,
  AgentState_Force_Ready: m.activity_event_force_ready,
  AgentState_SetNotReady_Success: m.activity_event_not_ready,
  AgentState_Force_SetNotReady: m.activity_event_force_not_ready,
  AgentState_CancelNotReady_Success: m.activity_event_cancel_not_ready,
  AgentState_Busy: m.activity_event_busy,
  AgentState_Work: m.activity_event_work,
  AgentState_SetWork_Success: m.activity_event_work,
  AgentState_CancelWork_Success: m.activity_event_cancel_work,
  AgentState_SetRest_Success: m.activity_event_rest,
  AgentState_CancelRest_Success: m.activity_event_cancel_rest,
  AgentOther_InService: m.activity_event_in_service,
  AgentOther_ShutdownService: m.activity_event_shutdown,
  AgentOther_PhoneAlerting: m.activity_event_phone_alerting,
  AgentOther_PhoneOffhook: m.activity_event_phone_offhook,
  AgentOther_PhoneRelease: m.activity_event_phone_release,
  AgentOther_BeQcStart: m.activity_event_qc_start,
  AgentOther_BeQcStop: m.activity_event_qc_stop
}

/** What an event means, or null where its name has to speak for itself. */
export const eventGloss = (eventType: string): string | null =>
  Object.hasOwn(glosses, eventType) ? (glosses[eventType]?.() ?? null) : null
