"""Whom each address of the desk opens to, with `near` or `far` for pages about a story, then the roles.

`limited` is an editor who works on one section alone; nothing after the name means nobody in these roles.
"""

SHORT = {"chief": "chief_editor", "photo": "photo_editor"}

TABLE = """
speak                                           anonymous reporter translator editor chief photo finance limited
index                                           reporter translator editor chief photo finance limited
login                                           reporter translator editor chief photo finance limited
logout                                          anonymous reporter translator editor chief photo finance limited
password_change                                 reporter translator editor chief photo finance limited
password_change_done                            reporter translator editor chief photo finance limited
autocomplete
jsi18n                                          reporter translator editor chief photo finance limited
view_on_site
newsroom_auditentry_changelist                  chief
newsroom_auditentry_add
newsroom_auditentry_history                     chief
newsroom_auditentry_delete
newsroom_auditentry_change                      chief
auth_group_changelist
auth_group_add
auth_group_history
auth_group_delete
auth_group_change
auth_user_password_change                       chief
newsroom_user_changelist                        chief
newsroom_user_add                               chief
newsroom_user_history                           chief
newsroom_user_delete
newsroom_user_change                            chief
django_ox_oxtask_overview
django_ox_oxtask_changelist
django_ox_oxtask_add
django_ox_oxtask_history
django_ox_oxtask_delete
django_ox_oxtask_change
articles_article_preview near                   reporter translator editor chief limited
articles_article_preview far                    editor chief
articles_article_translation near               reporter translator editor chief limited
articles_article_translation far                editor chief
articles_article_comment near                   reporter translator editor chief limited
articles_article_comment far                    editor chief
articles_article_comment_settle near            reporter translator editor chief limited
articles_article_comment_settle far             editor chief
articles_article_session                        anonymous reporter translator editor chief photo finance limited
articles_article_draft near                     reporter translator editor chief limited
articles_article_draft far                      editor chief
articles_article_draft_discard near             reporter translator editor chief limited
articles_article_draft_discard far              editor chief
articles_article_new_draft near                 reporter editor chief limited
articles_article_new_draft far                  reporter editor chief limited
articles_article_new_draft_discard near         reporter editor chief limited
articles_article_new_draft_discard far          reporter editor chief limited
articles_article_presence near                  reporter translator editor chief limited
articles_article_presence far                   editor chief
articles_article_compare near                   reporter translator editor chief limited
articles_article_compare far                    editor chief
articles_article_restore near                   reporter editor chief limited
articles_article_restore far                    editor chief
articles_article_discard near                   reporter editor chief limited
articles_article_discard far                    editor chief
articles_article_previews near                  reporter translator editor chief limited
articles_article_previews far                   editor chief
articles_article_revoke_preview near            reporter translator editor chief limited
articles_article_revoke_preview far             editor chief
articles_article_changelist                     reporter translator editor chief limited
articles_article_add                            reporter editor chief limited
articles_article_history near                   reporter translator editor chief limited
articles_article_history far                    editor chief
articles_article_delete near                    chief
articles_article_delete far                     chief
articles_article_change near                    reporter translator editor chief limited
articles_article_change far                     editor chief
articles_translation_changelist                 reporter translator editor chief limited
articles_translation_add
articles_translation_history near               reporter translator editor chief limited
articles_translation_history far                editor chief
articles_translation_delete near
articles_translation_delete far
articles_translation_change near                reporter translator editor chief limited
articles_translation_change far                 editor chief
articles_frontpage_changelist                   chief
articles_frontpage_candidates                   chief
articles_frontpage_lineup                       chief
articles_breakingnews_changelist                chief
articles_breakingnews_add                       chief
articles_breakingnews_history                   chief
articles_breakingnews_delete                    chief
articles_breakingnews_change                    chief
articles_correction_stories                     editor chief limited
articles_correction_answer near                 translator editor chief limited
articles_correction_answer far                  editor chief
articles_correction_changelist                  reporter translator editor chief limited
articles_correction_add                         editor chief limited
articles_correction_history near                reporter translator editor chief limited
articles_correction_history far                 editor chief
articles_correction_delete near                 chief
articles_correction_delete far                  chief
articles_correction_change near                 reporter translator editor chief limited
articles_correction_change far                  editor chief
articles_photo_picker                           reporter translator editor chief photo limited
articles_photo_credits                          reporter translator editor chief photo limited
articles_photo_replace                          editor chief photo limited
articles_photo_changelist                       reporter translator editor chief photo limited
articles_photo_add                              reporter editor chief photo limited
articles_photo_history                          reporter translator editor chief photo limited
articles_photo_delete                           chief photo
articles_photo_change                           reporter translator editor chief photo limited
articles_readerreport_changelist                editor chief limited
articles_readerreport_add
articles_readerreport_history near              editor chief limited
articles_readerreport_history far               editor chief
articles_readerreport_delete near               chief
articles_readerreport_delete far                chief
articles_readerreport_change near               editor chief limited
articles_readerreport_change far                editor chief
articles_section_changelist                     reporter translator editor chief limited
articles_section_add                            chief
articles_section_history                        reporter translator editor chief limited
articles_section_delete                         chief
articles_section_change                         reporter translator editor chief limited
articles_topic_changelist                       reporter translator editor chief limited
articles_topic_add                              editor chief limited
articles_topic_history                          reporter translator editor chief limited
articles_topic_delete                           chief
articles_topic_change                           reporter translator editor chief limited
articles_series_changelist                      reporter translator editor chief limited
articles_series_add                             editor chief limited
articles_series_history                         reporter translator editor chief limited
articles_series_delete                          chief
articles_series_change                          reporter translator editor chief limited
articles_contributor_changelist                 reporter translator editor chief limited
articles_contributor_add                        editor chief limited
articles_contributor_history                    reporter translator editor chief limited
articles_contributor_delete                     chief
articles_contributor_change                     reporter translator editor chief limited
articles_name_changelist                        reporter translator editor chief limited
articles_name_add                               editor chief limited
articles_name_history                           reporter translator editor chief limited
articles_name_delete                            chief
articles_name_change                            reporter translator editor chief limited
articles_page_changelist                        editor chief limited
articles_page_add                               editor chief limited
articles_page_history                           editor chief limited
articles_page_delete                            chief
articles_page_change                            editor chief limited
articles_redirect_changelist                    chief
articles_redirect_add                           chief
articles_redirect_history                       chief
articles_redirect_delete                        chief
articles_redirect_change                        chief
donations_overview_changelist                   finance
donations_campaign_changelist                   editor chief finance limited
donations_campaign_add                          editor chief limited
donations_campaign_history                      editor chief finance limited
donations_campaign_delete
donations_campaign_change                       editor chief finance limited
donations_linkway_changelist                    editor chief finance limited
donations_linkway_add                           finance
donations_linkway_history                       editor chief finance limited
donations_linkway_delete
donations_linkway_change                        editor chief finance limited
donations_legalentity_changelist                finance
donations_legalentity_add                       finance
donations_legalentity_history                   finance
donations_legalentity_delete
donations_legalentity_change                    finance
donations_takings_changelist                    editor chief finance limited
donations_donation_receive                      finance
donations_donation_enter                        finance
donations_donation_take_back                    finance
donations_donation_pay_back                     finance
donations_donation_export                       finance
donations_donation_changelist                   finance
donations_donation_add
donations_donation_history                      finance
donations_donation_delete
donations_donation_change                       finance
donations_refund_decide                         finance
donations_refund_changelist                     finance
donations_refund_add
donations_refund_history                        finance
donations_refund_delete
donations_refund_change                         finance
donations_dispute_changelist                    finance
donations_dispute_add
donations_dispute_history                       finance
donations_dispute_delete
donations_dispute_change                        finance
donations_payout_changelist                     finance
donations_payout_add
donations_payout_history                        finance
donations_payout_delete
donations_payout_change                         finance
donations_heldgift_changelist                   finance
donations_heldgift_add
donations_heldgift_history                      finance
donations_heldgift_delete
donations_heldgift_change                       finance
donations_alarm_changelist                      finance
donations_alarm_add
donations_alarm_history                         finance
donations_alarm_delete
donations_alarm_change                          finance
donations_pause_by_hand                         finance
donations_pause_open                            finance
donations_pause_changelist                      finance
donations_pause_add
donations_pause_history                         finance
donations_pause_delete
donations_pause_change                          finance
donations_pledge_receive                        finance
donations_pledge_end                            finance
donations_pledge_pause                          finance
donations_pledge_resume                         finance
donations_pledge_amount                         finance
donations_outboxemail_resend                    finance
donations_pledge_changelist                     finance
donations_pledge_add
donations_pledge_history                        finance
donations_pledge_delete
donations_pledge_change                         finance
donations_donor_statement                       finance
donations_donor_alike                           finance
donations_donor_merge                           finance
donations_donor_note                            finance
donations_donor_changelist                      finance
donations_donor_add
donations_donor_history                         finance
donations_donor_delete
donations_donor_change                          finance
donations_banktransaction_review                finance
donations_banktransaction_changelist            finance
donations_banktransaction_add
donations_banktransaction_history               finance
donations_banktransaction_delete
donations_banktransaction_change                finance
donations_statement_hand_in                     finance
donations_statement_columns                     finance
donations_statement_discard                     finance
donations_statement_changelist                  finance
donations_statement_add
donations_statement_history                     finance
donations_statement_delete
donations_statement_change                      finance
donations_statementlayout_changelist            finance
donations_statementlayout_add
donations_statementlayout_history               finance
donations_statementlayout_delete                finance
donations_statementlayout_change                finance
donations_ledgerentry_export                    finance
donations_ledgerentry_changelist                finance
donations_ledgerentry_add
donations_ledgerentry_history                   finance
donations_ledgerentry_delete
donations_ledgerentry_change                    finance
donations_webhookevent_changelist               finance
donations_webhookevent_add
donations_webhookevent_history                  finance
donations_webhookevent_delete
donations_webhookevent_change                   finance
donations_outboxemail_changelist                finance
donations_outboxemail_add
donations_outboxemail_history                   finance
donations_outboxemail_delete
donations_outboxemail_change                    finance
donations_sumsfile_hand_in                      finance
donations_sumsfile_columns                      finance
donations_sumsfile_look                         finance
donations_sumsfile_changelist                   finance
donations_sumsfile_add
donations_sumsfile_history                      finance
donations_sumsfile_delete
donations_sumsfile_change                       finance
donations_wallname_changelist                   finance
donations_wallname_add
donations_wallname_history                      finance
donations_wallname_delete
donations_look_changelist                       chief finance
donations_look_add
donations_look_history                          chief finance
donations_look_delete
donations_look_change                           chief finance
donations_wallname_change                       finance
app_list                                        reporter translator editor chief photo limited
"""


def _read(line: str) -> tuple[str, str]:
    words = line.split()
    size = 2 if words[1:2] in (["near"], ["far"]) else 1
    return " ".join(words[:size]), " ".join(SHORT.get(word, word) for word in words[size:])


DOORS = dict(_read(line) for line in TABLE.splitlines() if line)
