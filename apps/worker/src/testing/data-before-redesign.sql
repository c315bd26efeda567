-- Triggers stay off while the rows are loaded: what they derive is in the rows already.
alter table public.company disable trigger user;
alter table public.operator_licence disable trigger user;
alter table public.position disable trigger user;
alter table public.candidate disable trigger user;
alter table public.connection disable trigger user;
alter table public.sync_target disable trigger user;
alter table public.sync_record disable trigger user;
alter table public.sync_note disable trigger user;
alter table public.candidate_tag disable trigger user;
alter table public.application disable trigger user;
alter table public.candidate_address disable trigger user;
alter table public.follow_up_case disable trigger user;
alter table public.pool_profile disable trigger user;
alter table public.introduction disable trigger user;
alter table public.introduction_fact disable trigger user;
alter table public.rejection disable trigger user;
alter table public.candidate_link disable trigger user;
alter table public.fact disable trigger user;
alter table public.outbox disable trigger user;

insert into public.company ("id", "name", "slug", "settings", "created_at")
select "id", "name", "slug", "settings", "created_at" from json_populate_recordset(null::public.company, '[
{"id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","name":"C","slug":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","settings":{"basis": "address_notified", "hours": {"opensAt": "10:00", "closesAt": "18:00", "closures": [], "weekdays": [1, 2, 3, 4, 5], "onHolidays": false, "shortClosesAt": "15:00"}, "locale": "ja", "sender": {"name": "株式会社例", "contact": "jinji@example.jp", "fromAddress": "jinji@example.jp", "postalAddress": "東京都"}, "approval": "automatic", "mailProvider": "resend", "recruiterEmail": "saiyo@receiver.example.jp", "representative": "", "maxReportAgeDays": 30, "takesPartInRelay": true, "reminderAfterDays": 7, "undoWindowMinutes": 60, "firstFollowUpMonths": 6, "invitesWithRejection": true, "secondFollowUpMonths": 12},"created_at":"2026-11-27T15:01:21.608798+00:00"},
{"id":"c9d07a0f-a501-495b-8eec-56886f992fb3","name":"C","slug":"c9d07a0f-a501-495b-8eec-56886f992fb3","settings":{"basis": "address_notified", "hours": {"opensAt": "10:00", "closesAt": "18:00", "closures": [], "weekdays": [1, 2, 3, 4, 5], "onHolidays": false, "shortClosesAt": "15:00"}, "locale": "ja", "sender": {"name": "株式会社例", "contact": "jinji@example.jp", "fromAddress": "jinji@example.jp", "postalAddress": "東京都"}, "approval": "automatic", "mailProvider": "resend", "representative": "", "maxReportAgeDays": 30, "takesPartInRelay": true, "reminderAfterDays": 7, "undoWindowMinutes": 60, "firstFollowUpMonths": 6, "invitesWithRejection": true, "secondFollowUpMonths": 12},"created_at":"2026-11-27T15:01:22.064184+00:00"}
]');

insert into public.operator_licence ("id", "number", "kind", "expires_on", "created_at")
select "id", "number", "kind", "expires_on", "created_at" from json_populate_recordset(null::public.operator_licence, '[
{"id":"29536645-93ed-4f57-8c85-8f121b4db87e","number":"13-ユ-300001","kind":"有料職業紹介事業","expires_on":"2199-12-31","created_at":"2026-11-27T15:01:21.604787+00:00"}
]');

insert into public.position ("id", "company_id", "title", "url", "state", "created_at", "description", "tags", "required_ids", "desired_ids", "region_ids", "remote", "min_years", "max_years", "seats", "updated_at")
select "id", "company_id", "title", "url", "state", "created_at", "description", "tags", "required_ids", "desired_ids", "region_ids", "remote", "min_years", "max_years", "seats", "updated_at" from json_populate_recordset(null::public.position, '[
{"id":"4d755478-e798-4b45-86df-1a3f5dfe8a76","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","title":"P","url":null,"state":"open","created_at":"2026-11-27T15:01:22.126+00:00","description":null,"tags":[],"required_ids":[],"desired_ids":[],"region_ids":[],"remote":false,"min_years":null,"max_years":null,"seats":1,"updated_at":"2026-11-27T15:01:22.126+00:00"}
]');

insert into public.candidate ("id", "company_id", "source_key", "remote_id", "family_name", "given_name", "family_name_kana", "given_name_kana", "full_name", "email", "emails", "phones", "person_hash", "locale", "prefecture", "may_be_mailed", "last_stage", "last_rejected_at", "relay_consent", "created_at", "erased_at", "merged_into", "experience_years", "relay_consent_lapses_at")
select "id", "company_id", "source_key", "remote_id", "family_name", "given_name", "family_name_kana", "given_name_kana", "full_name", "email", "emails", "phones", "person_hash", "locale", "prefecture", "may_be_mailed", "last_stage", "last_rejected_at", "relay_consent", "created_at", "erased_at", "merged_into", "experience_years", "relay_consent_lapses_at" from json_populate_recordset(null::public.candidate, '[
{"id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","source_key":"ats:x","remote_id":"C-2","family_name":"髙橋","given_name":"由紀","family_name_kana":null,"given_name_kana":null,"full_name":null,"email":"c2@example.jp","emails":[{"type": "personal", "value": "c2@example.jp"}],"phones":[],"person_hash":"218d46aafff6f0efa06c28ae03a50c9959693b26f5213bb84213f122a15d83f8","locale":null,"prefecture":null,"may_be_mailed":true,"last_stage":"interview","last_rejected_at":"2026-11-27T14:01:21.807+00:00","relay_consent":"unknown","created_at":"2026-11-27T15:01:21.798+00:00","erased_at":null,"merged_into":null,"experience_years":null,"relay_consent_lapses_at":null},
{"id":"4abc5336-f0e8-4690-9c66-8b85324de8de","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","source_key":"ats:x","remote_id":"C-1","family_name":"髙橋","given_name":"由紀","family_name_kana":null,"given_name_kana":null,"full_name":null,"email":"c1@example.jp","emails":[{"type": "personal", "value": "c1@example.jp"}],"phones":[],"person_hash":"9202c0d7e76cd8cfac501ef255b69aade66795168600dccbeb4adf81a917bf67","locale":null,"prefecture":null,"may_be_mailed":true,"last_stage":"interview","last_rejected_at":"2026-11-30T01:00:00+00:00","relay_consent":"unknown","created_at":"2026-11-30T01:00:00+00:00","erased_at":null,"merged_into":null,"experience_years":null,"relay_consent_lapses_at":null},
{"id":"d491ba2f-d365-44d9-ab91-445566070f2b","company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","source_key":"ats:x","remote_id":"C-1","family_name":"山田","given_name":"花子","family_name_kana":null,"given_name_kana":null,"full_name":null,"email":"hanako@example.jp","emails":[],"phones":[],"person_hash":"e8848657367fe71d924029e518aaeedc176c383a07ff4d4b2815eb625c9e5f65","locale":null,"prefecture":null,"may_be_mailed":true,"last_stage":"interview","last_rejected_at":"2026-11-30T01:00:00+00:00","relay_consent":"granted","created_at":"2026-11-30T01:00:00+00:00","erased_at":null,"merged_into":null,"experience_years":null,"relay_consent_lapses_at":"2027-11-30T02:00:00+00:00"}
]');

insert into public.connection ("id", "company_id", "kind", "name", "created_at", "settings", "secrets", "state", "cursor", "counts", "last_run_at", "last_ok_at", "last_error", "last_error_at", "token", "token_expires_at", "updated_at", "token_refreshed_at")
select "id", "company_id", "kind", "name", "created_at", "settings", "secrets", "state", "cursor", "counts", "last_run_at", "last_ok_at", "last_error", "last_error_at", "token", "token_expires_at", "updated_at", "token_refreshed_at" from json_populate_recordset(null::public.connection, '[
{"id":"e252879c-fe0a-41a6-b06d-769a02eefd96","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","kind":"herp","name":"HERP","created_at":"2026-11-30T02:00:00+00:00","settings":{},"secrets":"\\x5001908703dbb4cdeff1b366696171f044d3d376890cb22bf79509d6c6b8634801b69a67de41831c79e3588726a1008f51bc587d","state":"active","cursor":null,"counts":{},"last_run_at":null,"last_ok_at":null,"last_error":null,"last_error_at":null,"token":null,"token_expires_at":null,"updated_at":"2026-11-30T02:00:00+00:00","token_refreshed_at":null}
]');

insert into public.sync_target ("connection_id", "company_id", "reach", "paused", "leased_until", "lease", "held_until", "faults", "fill_after")
select "connection_id", "company_id", "reach", "paused", "leased_until", "lease", "held_until", "faults", "fill_after" from json_populate_recordset(null::public.sync_target, '[
{"connection_id":"e252879c-fe0a-41a6-b06d-769a02eefd96","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","reach":"all","paused":false,"leased_until":"2026-11-27T15:01:21.793+00:00","lease":0,"held_until":"2026-11-27T15:01:21.793+00:00","faults":0,"fill_after":null}
]');

insert into public.sync_record ("connection_id", "candidate_id", "company_id", "state", "version", "due_at", "attempts", "unsure", "remote_id", "addresses", "last_fault", "failing_since", "pushed_at")
select "connection_id", "candidate_id", "company_id", "state", "version", "due_at", "attempts", "unsure", "remote_id", "addresses", "last_fault", "failing_since", "pushed_at" from json_populate_recordset(null::public.sync_record, '[
{"connection_id":"e252879c-fe0a-41a6-b06d-769a02eefd96","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","state":"pending","version":0,"due_at":"2026-11-27T15:01:21.809+00:00","attempts":0,"unsure":false,"remote_id":null,"addresses":null,"last_fault":null,"failing_since":null,"pushed_at":null},
{"connection_id":"e252879c-fe0a-41a6-b06d-769a02eefd96","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","state":"pending","version":1,"due_at":"2026-11-27T15:01:21.809+00:00","attempts":0,"unsure":false,"remote_id":null,"addresses":null,"last_fault":null,"failing_since":null,"pushed_at":null}
]');

insert into public.sync_note ("connection_id", "candidate_id", "fact_seq", "company_id")
select "connection_id", "candidate_id", "fact_seq", "company_id" from json_populate_recordset(null::public.sync_note, '[
{"connection_id":"e252879c-fe0a-41a6-b06d-769a02eefd96","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","fact_seq":3,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94"},
{"connection_id":"e252879c-fe0a-41a6-b06d-769a02eefd96","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","fact_seq":4,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94"}
]');

insert into public.candidate_tag ("id", "company_id", "candidate_id", "kind", "value", "value_key")
select "id", "company_id", "candidate_id", "kind", "value", "value_key" from json_populate_recordset(null::public.candidate_tag, '[
{"id":"e151692e-f321-4426-9e7f-bd1b486f4c2c","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","kind":"skill","value":"TypeScript","value_key":"typescript"},
{"id":"d2ada989-3a9c-4b71-940a-506df38e1316","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","kind":"skill","value":"TypeScript","value_key":"typescript"}
]');

insert into public.application ("id", "company_id", "candidate_id", "source_key", "remote_id", "job_remote_id", "job_name", "job_category", "applied_at", "remote_url", "custom_fields", "remote_data", "created_at")
select "id", "company_id", "candidate_id", "source_key", "remote_id", "job_remote_id", "job_name", "job_category", "applied_at", "remote_url", "custom_fields", "remote_data", "created_at" from json_populate_recordset(null::public.application, '[
{"id":"199af44f-6e96-4447-8e57-8b4e18a45d1a","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","source_key":"ats:x","remote_id":"A-1","job_remote_id":null,"job_name":"営業","job_category":null,"applied_at":null,"remote_url":null,"custom_fields":{},"remote_data":{},"created_at":"2026-11-30T01:00:00+00:00"},
{"id":"b43bbe88-6e6e-4ea8-802e-6ec7f3f82477","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","source_key":"ats:x","remote_id":"A-2","job_remote_id":null,"job_name":"エンジニア","job_category":null,"applied_at":null,"remote_url":null,"custom_fields":{},"remote_data":{},"created_at":"2026-11-27T15:01:21.798+00:00"},
{"id":"2d69e74b-8874-4354-bf4c-65b1db3caf12","company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","source_key":"ats:x","remote_id":"A-1","job_remote_id":null,"job_name":"営業","job_category":null,"applied_at":null,"remote_url":null,"custom_fields":{},"remote_data":{},"created_at":"2026-11-30T01:00:00+00:00"}
]');

insert into public.candidate_address ("id", "company_id", "candidate_id", "person_hash", "created_at")
select "id", "company_id", "candidate_id", "person_hash", "created_at" from json_populate_recordset(null::public.candidate_address, '[
{"id":"13c435ee-68ac-4ee2-9cf9-22d1acda5372","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","person_hash":"9202c0d7e76cd8cfac501ef255b69aade66795168600dccbeb4adf81a917bf67","created_at":"2026-11-27T15:01:21.798+00:00"},
{"id":"75b7d98c-7d29-4908-bc66-a983a49afa6a","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","person_hash":"218d46aafff6f0efa06c28ae03a50c9959693b26f5213bb84213f122a15d83f8","created_at":"2026-11-27T15:01:21.798+00:00"}
]');

insert into public.follow_up_case ("id", "company_id", "candidate_id", "state", "closed_reason", "stage", "next_step", "next_step_at", "opened_at", "next_mail", "next_mail_rejection_ids", "next_mail_stage", "queued_at", "undo_until", "mail_decision", "mail_edit_id", "decided_by", "decided_at")
select "id", "company_id", "candidate_id", "state", "closed_reason", "stage", "next_step", "next_step_at", "opened_at", "next_mail", "next_mail_rejection_ids", "next_mail_stage", "queued_at", "undo_until", "mail_decision", "mail_edit_id", "decided_by", "decided_at" from json_populate_recordset(null::public.follow_up_case, '[
{"id":"51a0fb49-60c6-42f7-90af-a366194df616","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","state":"open","closed_reason":null,"stage":"interview","next_step":"rejection_mail","next_step_at":"2026-11-30T02:00:00+00:00","opened_at":"2026-11-30T01:00:00+00:00","next_mail":"rejection_relay","next_mail_rejection_ids":["b302fe7a-eb19-43a6-bb8a-b8acf1743ec8","183c784c-4d86-45f8-a568-2fdbe209502d"],"next_mail_stage":"interview","queued_at":"2026-11-30T02:00:00+00:00","undo_until":"2026-11-30T02:00:00+00:00","mail_decision":null,"mail_edit_id":null,"decided_by":null,"decided_at":null},
{"id":"701f04f4-0b12-4880-83fe-9c555ec35fd5","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","state":"open","closed_reason":null,"stage":"interview","next_step":"rejection_mail","next_step_at":"2026-11-30T02:00:00+00:00","opened_at":"2026-11-27T15:01:21.798+00:00","next_mail":"rejection_relay","next_mail_rejection_ids":["83396ca9-d1d1-4df4-8f4e-edaa080ad934"],"next_mail_stage":"interview","queued_at":"2026-11-30T02:00:00+00:00","undo_until":"2026-11-27T16:01:21.798+00:00","mail_decision":null,"mail_edit_id":null,"decided_by":null,"decided_at":null},
{"id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","state":"open","closed_reason":null,"stage":"interview","next_step":"first_follow_up","next_step_at":"2027-05-31T07:43:18.428+00:00","opened_at":"2026-11-30T01:00:00+00:00","next_mail":"first_follow_up","next_mail_rejection_ids":["d4b1945f-f793-4903-9c02-c6cf1b7716f4"],"next_mail_stage":"interview","queued_at":"2027-05-31T07:43:18.428+00:00","undo_until":null,"mail_decision":null,"mail_edit_id":null,"decided_by":null,"decided_at":null}
]');

insert into public.pool_profile ("candidate_id", "company_id", "case_id", "person_hash", "tags", "keys", "experience_from", "experience_to", "stage", "state", "paused_until", "waiting_since", "consent_expires_at", "excluded_company_ids")
select "candidate_id", "company_id", "case_id", "person_hash", "tags", "keys", "experience_from", "experience_to", "stage", "state", "paused_until", "waiting_since", "consent_expires_at", "excluded_company_ids" from json_populate_recordset(null::public.pool_profile, '[
{"candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","person_hash":"e8848657367fe71d924029e518aaeedc176c383a07ff4d4b2815eb625c9e5f65","tags":[],"keys":[],"experience_from":null,"experience_to":null,"stage":"interview","state":"open","paused_until":null,"waiting_since":"2026-11-30T02:00:00+00:00","consent_expires_at":"2027-11-30T02:00:00+00:00","excluded_company_ids":[]}
]');

insert into public.introduction ("id", "company_id", "position_id", "referrer_id", "candidate_id", "case_id", "person_hash", "score", "score_parts", "profile", "about", "state", "ended", "report", "next_step", "next_step_at", "person", "answered_at", "use_stopped_at", "created_at")
select "id", "company_id", "position_id", "referrer_id", "candidate_id", "case_id", "person_hash", "score", "score_parts", "profile", "about", "state", "ended", "report", "next_step", "next_step_at", "person", "answered_at", "use_stopped_at", "created_at" from json_populate_recordset(null::public.introduction, '[
{"id":"188896b0-2920-4ab5-9636-e2c44e5bade2","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","position_id":"4d755478-e798-4b45-86df-1a3f5dfe8a76","referrer_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","person_hash":"d491ba2f-d365-44d9-ab91-445566070f2b","score":1,"score_parts":{},"profile":{"skills": ["Go"], "regions": [], "last_stage": "final", "orientations": [], "job_categories": []},"about":{"url": null, "company": "株式会社受", "position": "開発", "description": null},"state":"matched","ended":null,"report":null,"next_step":"hold_credit","next_step_at":"2026-11-30T02:00:00+00:00","person":null,"answered_at":null,"use_stopped_at":null,"created_at":"2026-11-30T02:00:00+00:00"}
]');

insert into public.introduction_fact ("seq", "introduction_id", "company_id", "referrer_id", "kind", "at", "data", "dedupe_key") overriding system value
select "seq", "introduction_id", "company_id", "referrer_id", "kind", "at", "data", "dedupe_key" from json_populate_recordset(null::public.introduction_fact, '[
{"seq":1,"introduction_id":"188896b0-2920-4ab5-9636-e2c44e5bade2","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","referrer_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","kind":"credit.held","at":"2026-11-30T02:00:00+00:00","data":{},"dedupe_key":"credit.held"},
{"seq":2,"introduction_id":"188896b0-2920-4ab5-9636-e2c44e5bade2","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","referrer_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","kind":"candidate.asked","at":"2026-11-30T02:00:00+00:00","data":{"messageId": "m"},"dedupe_key":"candidate.asked"}
]');

select setval(pg_get_serial_sequence('public.introduction_fact', 'seq'), (select max("seq") from public.introduction_fact));

insert into public.rejection ("id", "company_id", "case_id", "candidate_id", "application_id", "source_key", "remote_id", "rejected_at", "accepted_at", "stage", "stage_name", "reason", "silent", "job_name", "dated")
select "id", "company_id", "case_id", "candidate_id", "application_id", "source_key", "remote_id", "rejected_at", "accepted_at", "stage", "stage_name", "reason", "silent", "job_name", "dated" from json_populate_recordset(null::public.rejection, '[
{"id":"b302fe7a-eb19-43a6-bb8a-b8acf1743ec8","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"51a0fb49-60c6-42f7-90af-a366194df616","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","application_id":"199af44f-6e96-4447-8e57-8b4e18a45d1a","source_key":"ats:x","remote_id":"A-1","rejected_at":"2026-11-30T01:00:00+00:00","accepted_at":"2026-11-30T01:00:00+00:00","stage":"interview","stage_name":null,"reason":null,"silent":null,"job_name":"営業","dated":true},
{"id":"183c784c-4d86-45f8-a568-2fdbe209502d","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"51a0fb49-60c6-42f7-90af-a366194df616","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","application_id":"199af44f-6e96-4447-8e57-8b4e18a45d1a","source_key":"ats:x","remote_id":"A-1","rejected_at":"2026-11-27T14:01:21.798+00:00","accepted_at":"2026-11-27T15:01:21.798+00:00","stage":"interview","stage_name":"一次面接","reason":null,"silent":null,"job_name":"エンジニア","dated":true},
{"id":"83396ca9-d1d1-4df4-8f4e-edaa080ad934","company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"701f04f4-0b12-4880-83fe-9c555ec35fd5","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","application_id":"b43bbe88-6e6e-4ea8-802e-6ec7f3f82477","source_key":"ats:x","remote_id":"A-2","rejected_at":"2026-11-27T14:01:21.807+00:00","accepted_at":"2026-11-27T15:01:21.798+00:00","stage":"interview","stage_name":"一次面接","reason":null,"silent":null,"job_name":"エンジニア","dated":true},
{"id":"d4b1945f-f793-4903-9c02-c6cf1b7716f4","company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","application_id":"2d69e74b-8874-4354-bf4c-65b1db3caf12","source_key":"ats:x","remote_id":"A-1","rejected_at":"2026-11-30T01:00:00+00:00","accepted_at":"2026-11-30T01:00:00+00:00","stage":"interview","stage_name":null,"reason":null,"silent":null,"job_name":"営業","dated":true}
]');

insert into public.candidate_link ("token_hash", "company_id", "case_id", "candidate_id", "n", "created_at")
select "token_hash", "company_id", "case_id", "candidate_id", "n", "created_at" from json_populate_recordset(null::public.candidate_link, '[
{"token_hash":"30975d013455c77f185e58df16de6080f47dbd812ea05202bed407096c355c83","company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","n":1,"created_at":"2026-11-27T15:01:22.203+00:00"}
]');

insert into public.fact ("seq", "company_id", "case_id", "candidate_id", "kind", "at", "data", "dedupe_key") overriding system value
select "seq", "company_id", "case_id", "candidate_id", "kind", "at", "data", "dedupe_key" from json_populate_recordset(null::public.fact, '[
{"seq":1,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"51a0fb49-60c6-42f7-90af-a366194df616","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","kind":"rejection.reported","at":"2026-11-30T01:00:00+00:00","data":{"stage": "interview", "silent": null, "remoteId": "A-1", "sourceKey": "ats:x", "acceptedAt": "2026-11-30T01:00:00.000Z", "rejectedAt": "2026-11-30T01:00:00.000Z", "rejectionId": "b302fe7a-eb19-43a6-bb8a-b8acf1743ec8"},"dedupe_key":null},
{"seq":2,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"51a0fb49-60c6-42f7-90af-a366194df616","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","kind":"candidate.changed","at":"2026-11-27T15:01:21.798+00:00","data":{"fields": ["familyName", "givenName", "email"]},"dedupe_key":null},
{"seq":3,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"51a0fb49-60c6-42f7-90af-a366194df616","candidate_id":"4abc5336-f0e8-4690-9c66-8b85324de8de","kind":"rejection.reported","at":"2026-11-27T15:01:21.798+00:00","data":{"stage": "interview", "silent": null, "remoteId": "A-1", "sourceKey": "ats:x", "acceptedAt": "2026-11-27T15:01:21.798Z", "rejectedAt": "2026-11-27T14:01:21.798Z", "rejectionId": "183c784c-4d86-45f8-a568-2fdbe209502d"},"dedupe_key":null},
{"seq":4,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"701f04f4-0b12-4880-83fe-9c555ec35fd5","candidate_id":"254f338a-a9dc-4f24-98d2-5d103dcbc480","kind":"rejection.reported","at":"2026-11-27T15:01:21.798+00:00","data":{"stage": "interview", "silent": null, "remoteId": "A-2", "sourceKey": "ats:x", "acceptedAt": "2026-11-27T15:01:21.798Z", "rejectedAt": "2026-11-27T14:01:21.807Z", "rejectionId": "83396ca9-d1d1-4df4-8f4e-edaa080ad934"},"dedupe_key":null},
{"seq":5,"company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","kind":"rejection.reported","at":"2026-11-30T01:00:00+00:00","data":{"stage": "interview", "silent": null, "remoteId": "A-1", "sourceKey": "ats:x", "acceptedAt": "2026-11-30T01:00:00.000Z", "rejectedAt": "2026-11-30T01:00:00.000Z", "rejectionId": "d4b1945f-f793-4903-9c02-c6cf1b7716f4"},"dedupe_key":null},
{"seq":6,"company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","kind":"consent.granted","at":"2026-11-30T02:00:00+00:00","data":{"consent": "relay", "evidence": {"locale": "ja", "method": "page", "textHash": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "textVersion": "1"}},"dedupe_key":null},
{"seq":7,"company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","kind":"referral.made","at":"2026-11-30T02:00:00+00:00","data":{"n": 1, "entryId": "e"},"dedupe_key":null},
{"seq":8,"company_id":"c9d07a0f-a501-495b-8eec-56886f992fb3","case_id":"7677f66d-2ae7-4ae7-b376-672b2e32b3e4","candidate_id":"d491ba2f-d365-44d9-ab91-445566070f2b","kind":"mail.sent","at":"2026-11-30T02:00:00+00:00","data":{"n": 1, "date": "2026-11-24", "mail": "rejection_relay", "messageId": "2faa618e-f728-467f-874d-8101442856da", "rejectionIds": ["d4b1945f-f793-4903-9c02-c6cf1b7716f4"]},"dedupe_key":"mail:1"}
]');

select setval(pg_get_serial_sequence('public.fact', 'seq'), (select max("seq") from public.fact));

insert into public.outbox ("id", "company_id", "case_id", "kind", "wake_at", "attempts", "next_attempt_at", "created_at", "introduction_id", "connection_id", "import_id") overriding system value
select "id", "company_id", "case_id", "kind", "wake_at", "attempts", "next_attempt_at", "created_at", "introduction_id", "connection_id", "import_id" from json_populate_recordset(null::public.outbox, '[
{"id":1,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"51a0fb49-60c6-42f7-90af-a366194df616","kind":"nudge","wake_at":"2026-11-27T15:01:21.798+00:00","attempts":0,"next_attempt_at":"2026-11-27T15:01:21.798+00:00","created_at":"2026-11-27T15:01:21.798+00:00","introduction_id":null,"connection_id":null,"import_id":null},
{"id":2,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":"701f04f4-0b12-4880-83fe-9c555ec35fd5","kind":"start","wake_at":"2026-11-30T01:21:49.375+00:00","attempts":0,"next_attempt_at":"2026-11-27T15:01:21.798+00:00","created_at":"2026-11-27T15:01:21.798+00:00","introduction_id":null,"connection_id":null,"import_id":null},
{"id":3,"company_id":"45e591fd-efb0-4f42-b4d4-6d6778a82e94","case_id":null,"kind":"introduction","wake_at":"2026-11-30T02:00:00+00:00","attempts":0,"next_attempt_at":"2026-11-30T02:00:00+00:00","created_at":"2026-11-30T02:00:00+00:00","introduction_id":"188896b0-2920-4ab5-9636-e2c44e5bade2","connection_id":null,"import_id":null}
]');

select setval(pg_get_serial_sequence('public.outbox', 'id'), (select max("id") from public.outbox));

alter table public.company enable trigger user;
alter table public.operator_licence enable trigger user;
alter table public.position enable trigger user;
alter table public.candidate enable trigger user;
alter table public.connection enable trigger user;
alter table public.sync_target enable trigger user;
alter table public.sync_record enable trigger user;
alter table public.sync_note enable trigger user;
alter table public.candidate_tag enable trigger user;
alter table public.application enable trigger user;
alter table public.candidate_address enable trigger user;
alter table public.follow_up_case enable trigger user;
alter table public.pool_profile enable trigger user;
alter table public.introduction enable trigger user;
alter table public.introduction_fact enable trigger user;
alter table public.rejection enable trigger user;
alter table public.candidate_link enable trigger user;
alter table public.fact enable trigger user;
alter table public.outbox enable trigger user;
