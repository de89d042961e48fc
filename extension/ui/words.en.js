// Generated from _locales/en/messages.json by `npm run generate`; edit that file.
export const WORDS = {
  "extension_name": {
    "message": "Sidenote"
  },
  "extension_description": {
    "message": "Beside the news you read: who owns the outlet, who the quoted people work for, and the sources for it."
  },
  "action_title": {
    "message": "Sidenote: outlet and sources"
  },
  "command_open": {
    "message": "Open Sidenote's findings for this page"
  },
  "close": {
    "message": "Close"
  },
  "previous": {
    "message": "Previous"
  },
  "next": {
    "message": "Next"
  },
  "of": {
    "message": "$1 of $2"
  },
  "unknown": {
    "message": "unknown"
  },
  "take_away": {
    "message": "Remove from page"
  },
  "since": {
    "message": "since $1"
  },
  "until": {
    "message": "until $1"
  },
  "span_of_time": {
    "message": "$1 – $2"
  },
  "undated": {
    "message": "undated"
  },
  "panel_label": {
    "message": "Sidenote findings"
  },
  "findings_heading": {
    "message": "People and organizations"
  },
  "profile_heading": {
    "message": "Where the statements come from"
  },
  "edition": {
    "message": "Record edition $1"
  },
  "findings_one": {
    "message": "$1 finding"
  },
  "findings_other": {
    "message": "$1 findings"
  },
  "no_findings": {
    "message": "No quoted person or known organization was found on this page."
  },
  "choose_label": {
    "message": "Show"
  },
  "choose_all": {
    "message": "All"
  },
  "choose_people": {
    "message": "People"
  },
  "choose_organizations": {
    "message": "Organizations"
  },
  "choose_outlets": {
    "message": "Outlets"
  },
  "choose_unnamed": {
    "message": "Unnamed"
  },
  "kind_person": {
    "message": "Person"
  },
  "kind_official": {
    "message": "Official"
  },
  "kind_organization": {
    "message": "Organization"
  },
  "kind_outlet": {
    "message": "Outlet"
  },
  "kind_unnamed": {
    "message": "Unnamed source"
  },
  "quoted_times_one": {
    "message": "quoted $1 time"
  },
  "quoted_times_other": {
    "message": "quoted $1 times"
  },
  "channel_times_one": {
    "message": "channel of $1 statement"
  },
  "channel_times_other": {
    "message": "channel of $1 statements"
  },
  "outlet_heading": {
    "message": "Outlet"
  },
  "published_by": {
    "message": "Published by"
  },
  "outlet_not_recognised": {
    "message": "This page does not say which outlet published it."
  },
  "outlet_unknown": {
    "message": "The record has no entry for this outlet yet."
  },
  "text_comes_from": {
    "message": "The text comes from"
  },
  "how_recognised": {
    "message": "How it was recognised"
  },
  "no_owner_recorded": {
    "message": "The record names no owner."
  },
  "ownership_title": {
    "message": "Who stands above $1"
  },
  "state_box": {
    "message": "state"
  },
  "statements_with_citations": {
    "message": "Statements with citations ($1)"
  },
  "relations_heading": {
    "message": "Ties to sources on this page"
  },
  "relations_counted": {
    "message": "Ties to sources on this page ($1)"
  },
  "record_heading": {
    "message": "What the record says"
  },
  "record_empty": {
    "message": "The record holds no statement about this name."
  },
  "record_as_of": {
    "message": "As of $1, the article's date"
  },
  "record_undated_article": {
    "message": "On record"
  },
  "record_since": {
    "message": "Since then"
  },
  "record_earlier": {
    "message": "Before"
  },
  "ended_since": {
    "message": "ended: $1"
  },
  "record_ended": {
    "message": "Ended"
  },
  "accounts_differ": {
    "message": "Accounts differ"
  },
  "says": {
    "message": "$1:"
  },
  "disputed": {
    "message": "disputed"
  },
  "layer_reported": {
    "message": "reported"
  },
  "layer_compiled": {
    "message": "from a dataset"
  },
  "share": {
    "message": "$1 %"
  },
  "citations": {
    "message": "Sources"
  },
  "published_on": {
    "message": "published $1"
  },
  "read_on": {
    "message": "read $1"
  },
  "archived_copy": {
    "message": "archived copy"
  },
  "dashed_means": {
    "message": "Dashed: accounts differ."
  },
  "article_says": {
    "message": "The article says"
  },
  "not_described": {
    "message": "Not described."
  },
  "record_says": {
    "message": "The record says"
  },
  "record_says_as_of": {
    "message": "The record says, for $1"
  },
  "relation_to_outlet": {
    "message": "Tie to this outlet"
  },
  "is_this_outlet": {
    "message": "This is the outlet that published the page."
  },
  "is_origin_outlet": {
    "message": "This is the outlet the text comes from."
  },
  "in_this_article": {
    "message": "In this article"
  },
  "organizations_named": {
    "message": "Named with: $1"
  },
  "said_by": {
    "message": "$1"
  },
  "said_through": {
    "message": "to or through $1"
  },
  "why_this_link": {
    "message": "Why this record"
  },
  "unnamed_explained": {
    "message": "The article does not name this source, so nothing can be looked up."
  },
  "unlinked_ambiguous": {
    "message": "Not linked: several people on record bear this name, and the article does not tell which is meant."
  },
  "unlinked_unknown": {
    "message": "Not linked: the record has nobody by this name."
  },
  "unlinked_insufficient_evidence": {
    "message": "Not linked: the record has this name, but a name alone is not enough to say it is the same person."
  },
  "unlinked_short_ambiguous": {
    "message": "name shared by several"
  },
  "unlinked_short_unknown": {
    "message": "not on record"
  },
  "unlinked_short_insufficient_evidence": {
    "message": "not enough to go by"
  },
  "directness_direct": {
    "message": "word for word"
  },
  "directness_indirect": {
    "message": "in the article's words"
  },
  "directness_mixed": {
    "message": "partly word for word"
  },
  "relation_basis": {
    "message": "What this rests on ($1)"
  },
  "relation_disputed": {
    "message": "Others say otherwise:"
  },
  "according_to": {
    "message": "According to $1:"
  },
  "relation_same_outlet": {
    "message": "$1 is the outlet itself."
  },
  "relation_owned_by": {
    "message": "$2 stands above $1 in the ownership record."
  },
  "relation_common_owner": {
    "message": "$1 and $2 stand under the same owner: $3."
  },
  "relation_other": {
    "message": "$1 and $2: $3"
  },
  "attributed_statements_one": {
    "message": "$1 attributed statement"
  },
  "attributed_statements_other": {
    "message": "$1 attributed statements"
  },
  "profile_by_source": {
    "message": "By source"
  },
  "profile_by_channel": {
    "message": "By channel"
  },
  "by_source_official": {
    "message": "Officials"
  },
  "by_source_think_tank": {
    "message": "Think tanks"
  },
  "by_source_own_group": {
    "message": "Publisher and its group"
  },
  "by_source_state_media": {
    "message": "State media"
  },
  "by_source_other_organization": {
    "message": "Other organizations"
  },
  "by_source_other_person": {
    "message": "Other people"
  },
  "by_source_unnamed": {
    "message": "Unnamed"
  },
  "by_channel_state_media": {
    "message": "State media"
  },
  "by_channel_own_group": {
    "message": "Publisher and its group"
  },
  "by_channel_other_outlet": {
    "message": "Other outlets"
  },
  "by_channel_none": {
    "message": "No channel named"
  },
  "predicate_owned_by": {
    "message": "owned by"
  },
  "predicate_part_of": {
    "message": "part of"
  },
  "predicate_controlled_by": {
    "message": "controlled by"
  },
  "predicate_funded_by": {
    "message": "funded by"
  },
  "predicate_founded_by": {
    "message": "founded by"
  },
  "predicate_affiliated_with": {
    "message": "affiliated with"
  },
  "predicate_employed_by": {
    "message": "employed by"
  },
  "predicate_holds_office": {
    "message": "in office:"
  },
  "predicate_writes_for": {
    "message": "writes for"
  },
  "predicate_member_of": {
    "message": "member of"
  },
  "predicate_describes_itself_as": {
    "message": "describes itself as"
  },
  "predicate_legal_form": {
    "message": "legal form:"
  },
  "predicate_successor_of": {
    "message": "successor of"
  },
  "citation_kind_self_declaration": {
    "message": "own statement"
  },
  "citation_kind_official_register": {
    "message": "official register"
  },
  "citation_kind_law": {
    "message": "law"
  },
  "citation_kind_press": {
    "message": "press"
  },
  "citation_kind_encyclopaedia": {
    "message": "encyclopaedia"
  },
  "citation_kind_research": {
    "message": "research"
  },
  "citation_kind_dataset": {
    "message": "dataset"
  },
  "evidence_host": {
    "message": "Address of the page"
  },
  "evidence_archived": {
    "message": "Archived address"
  },
  "evidence_amp": {
    "message": "Address behind AMP"
  },
  "evidence_translated": {
    "message": "Address behind a translation"
  },
  "evidence_canonical": {
    "message": "Canonical address"
  },
  "evidence_site_name": {
    "message": "Site name"
  },
  "evidence_publisher": {
    "message": "Declared publisher"
  },
  "evidence_provider": {
    "message": "Declared provider"
  },
  "evidence_dateline": {
    "message": "Dateline"
  },
  "evidence_credit": {
    "message": "Credit line"
  },
  "evidence_byline": {
    "message": "Byline"
  },
  "evidence_byline_affiliation": {
    "message": "Affiliation in the byline"
  },
  "evidence_byline_outlet": {
    "message": "Writes for this outlet"
  },
  "evidence_co_mentioned_organization": {
    "message": "An organization on their record is named here"
  },
  "evidence_country": {
    "message": "Country on record"
  },
  "evidence_country_of_office": {
    "message": "Country of the office"
  },
  "evidence_full_name_in_text": {
    "message": "Full name earlier in the text"
  },
  "evidence_organization_in_text": {
    "message": "An organization on their record is in the text"
  },
  "evidence_party_tag": {
    "message": "Party"
  },
  "evidence_profession": {
    "message": "Profession on record"
  },
  "evidence_unambiguous_name": {
    "message": "A name marked as belonging to one only"
  },
  "evidence_described_organization": {
    "message": "Described with an organization on record"
  },
  "evidence_organization_at_another_time": {
    "message": "Organization on record at another time"
  },
  "evidence_former_organization": {
    "message": "Former organization on record"
  },
  "evidence_office_title": {
    "message": "Title of an office on record"
  },
  "evidence_office_at_another_time": {
    "message": "Office on record at another time"
  },
  "evidence_role": {
    "message": "Role on record"
  },
  "evidence_former_office": {
    "message": "Former office on record"
  },
  "evidence_full_name": {
    "message": "Full name"
  },
  "evidence_known_in_text": {
    "message": "Named in full elsewhere in the text"
  },
  "evidence_described_person": {
    "message": "Described with a person on record"
  },
  "evidence_own_outlet": {
    "message": "The outlet that is read"
  },
  "evidence_publisher_clue": {
    "message": "Stands where the outlet names itself"
  },
  "evidence_cue": {
    "message": "Stands where a channel or source is named"
  },
  "evidence_media_word": {
    "message": "A setting that only media have"
  },
  "evidence_scholar_word": {
    "message": "A setting of think tanks and universities"
  },
  "evidence_source_word": {
    "message": "Stands in the place of a source"
  },
  "evidence_media_setting": {
    "message": "A setting that media have"
  },
  "evidence_body_setting": {
    "message": "A setting of scholars"
  },
  "evidence_colleague": {
    "message": "A colleague is named in the text"
  },
  "evidence_office_word": {
    "message": "A word of the office's world"
  },
  "evidence_country_in_text": {
    "message": "The office's country is in the text"
  },
  "evidence_other_walk_of_life": {
    "message": "Against: another walk of life"
  },
  "evidence_other_country": {
    "message": "Against: another country"
  },
  "evidence_other_of_that_name": {
    "message": "Against: the name refers to another here"
  },
  "evidence_other_office": {
    "message": "Against: another office"
  },
  "evidence_ordinary_word": {
    "message": "Against: an ordinary word"
  },
  "popup_reading": {
    "message": "Reading this page…"
  },
  "popup_slow": {
    "message": "Fetching the page and looking names up. This can take a few seconds."
  },
  "popup_first_run": {
    "message": "Before the first use, please read what Sidenote sends and agree to it."
  },
  "popup_open_first_run": {
    "message": "Read and decide"
  },
  "popup_no_page": {
    "message": "Sidenote works on web pages. This tab shows none."
  },
  "popup_again": {
    "message": "Try again"
  },
  "popup_options": {
    "message": "Settings"
  },
  "popup_open_panel": {
    "message": "Open on the page"
  },
  "popup_remove": {
    "message": "Remove marks"
  },
  "needs_content_title": {
    "message": "The server found no article text at this address."
  },
  "needs_content_explained": {
    "message": "The page may need a subscription or build its text by script. You can send the text you see in this tab instead. Nothing else of the page is sent."
  },
  "needs_content_send": {
    "message": "Send this page's text"
  },
  "error_title": {
    "message": "That did not work."
  },
  "error_unreachable": {
    "message": "The server at $1 does not answer."
  },
  "error_inject": {
    "message": "The browser does not let extensions mark this page. The findings are listed here."
  },
  "site_always": {
    "message": "Always on $1"
  },
  "site_stop": {
    "message": "Stop on $1"
  },
  "panel_hint": {
    "message": "Click Sidenote's button in the toolbar and ask who is quoted on the page in front of you."
  },
  "popup_side": {
    "message": "Keep beside the page"
  },
  "copy_text": {
    "message": "Copy as text"
  },
  "copied": {
    "message": "Copied."
  },
  "not_copied": {
    "message": "The browser did not let this be copied."
  },
  "options_sites": {
    "message": "Sites where Sidenote works by itself"
  },
  "options_sites_none": {
    "message": "None. Switch a site on in Sidenote's window while you read it."
  },
  "options_site_remove": {
    "message": "Remove $1"
  },
  "marks_missing": {
    "message": "$1 of $2 mentions could be marked on the page."
  },
  "options_title": {
    "message": "Settings"
  },
  "options_server": {
    "message": "Server"
  },
  "options_server_explained": {
    "message": "The address that pages and reports are sent to, and that the list of outlets comes from. You can run your own."
  },
  "options_save": {
    "message": "Save"
  },
  "options_saved": {
    "message": "Saved."
  },
  "options_bad_address": {
    "message": "Please give an address that begins with https://, or http:// on this computer."
  },
  "options_consent": {
    "message": "What is sent"
  },
  "options_withdraw": {
    "message": "Withdraw consent"
  },
  "options_withdrawn": {
    "message": "Withdrawn. Nothing is sent until you agree again."
  },
  "options_shortcut": {
    "message": "Keyboard"
  },
  "options_shortcut_explained": {
    "message": "Alt+Shift+S opens the findings on a page. Arrow keys move between findings, Enter opens a card, Esc closes it."
  },
  "welcome_title": {
    "message": "Before you start"
  },
  "welcome_lead": {
    "message": "Sidenote shows who owns the outlet you read and who the people it quotes work for, each with its source and date. It gives no score."
  },
  "welcome_what": {
    "message": "What is sent"
  },
  "welcome_what_1": {
    "message": "When you ask in Sidenote's window who is quoted, the address of that page goes to $1, without tracking parameters, account names or the part after #."
  },
  "welcome_what_2": {
    "message": "If that server cannot read the page, Sidenote asks you before it sends the page's article text."
  },
  "welcome_what_3": {
    "message": "On all other pages nothing is sent, unless you switch Sidenote on for a site or for known news sites; there are no accounts and no cookies."
  },
  "welcome_agree": {
    "message": "Agree and use Sidenote"
  },
  "welcome_decline": {
    "message": "Not now"
  },
  "welcome_done": {
    "message": "Ready. Click Sidenote's button on any news page."
  },
  "welcome_declined": {
    "message": "Nothing will be sent. You can change your mind in the settings."
  },
  "badge_outlet": {
    "message": "Sidenote: $1. Click for who owns it"
  },
  "popup_ask": {
    "message": "Who is quoted here?"
  },
  "popup_ask_explained": {
    "message": "Sends this page's cleaned address to $1 and marks the people and organizations it finds."
  },
  "popup_off": {
    "message": "Sidenote is switched off."
  },
  "popup_switch_on": {
    "message": "Switch on"
  },
  "silent_start": {
    "message": "Leave $1 alone"
  },
  "silent_stop": {
    "message": "Use Sidenote on $1 again"
  },
  "silent_here": {
    "message": "Sidenote leaves $1 alone."
  },
  "silent_here_explained": {
    "message": "You chose that. Nothing runs and nothing is sent on this site."
  },
  "outlet_from_list": {
    "message": "From the list of $1 on this device; nothing was sent"
  },
  "state_owned": {
    "message": "By the statements shown, it belongs to a state or a party."
  },
  "state_controlled": {
    "message": "By the statements shown, a state or a party decides over it."
  },
  "state_managed": {
    "message": "A dataset named below calls it managed by a state."
  },
  "state_funded": {
    "message": "By the statements shown, a state pays for it, in whole or in part."
  },
  "outlet_not_listed": {
    "message": "$1 is not in the list of outlets yet."
  },
  "outlet_not_listed_explained": {
    "message": "Unknown means only that nobody has recorded it. It says nothing about the outlet."
  },
  "list_none": {
    "message": "There is no list of outlets on this device."
  },
  "list_none_explained": {
    "message": "With the list, Sidenote shows who owns an outlet without sending anything."
  },
  "list_get": {
    "message": "Get the list of outlets"
  },
  "list_title": {
    "message": "List of outlets"
  },
  "list_explained": {
    "message": "About 400 kB, renewed once a day at a time that has nothing to do with what you read. With it, Sidenote shows who owns an outlet without sending anything."
  },
  "list_there": {
    "message": "$1 outlets, as of $2."
  },
  "list_not_yet": {
    "message": "Not downloaded yet."
  },
  "list_key": {
    "message": "It is checked with the key $1."
  },
  "list_checked": {
    "message": "Looked for changes on $1."
  },
  "list_unreachable": {
    "message": "The server did not answer on $1. The list you have stays."
  },
  "list_older": {
    "message": "On $1 the server offered an older list. The newer one you have stays."
  },
  "list_storage": {
    "message": "On $1 this device had no room for the new list. The list you have stays."
  },
  "list_refused": {
    "message": "On $1 the server sent a list whose signature or form is wrong. It was not used; the list you have stays."
  },
  "list_renew": {
    "message": "Look for changes now"
  },
  "list_drop": {
    "message": "Remove the list"
  },
  "list_downloading": {
    "message": "Downloading the list…"
  },
  "list_trust": {
    "message": "Trust this key"
  },
  "list_key_new": {
    "message": "The list is signed. $1 signs with this key:"
  },
  "list_key_compare": {
    "message": "Compare it with what those who run the server publish. Lists that are signed otherwise will be refused."
  },
  "list_not_now": {
    "message": "Not now"
  },
  "mode_title": {
    "message": "When Sidenote reads pages"
  },
  "mode_heading": {
    "message": "Pages are sent to the server"
  },
  "mode_click": {
    "message": "Only when I ask"
  },
  "mode_click_detail": {
    "message": "Nothing runs on any page until you open Sidenote's window and ask."
  },
  "mode_sites": {
    "message": "By itself on sites I allow"
  },
  "mode_sites_detail": {
    "message": "On each site you switch on, the cleaned address of every page you open is sent."
  },
  "mode_news": {
    "message": "By itself on known news sites"
  },
  "mode_news_detail": {
    "message": "Your browser asks for access to all sites. Each is looked up in the list on this device; only articles of outlets in the list are sent, other pages never."
  },
  "mode_needs_list": {
    "message": "Needs the list of outlets on this device."
  },
  "mode_refused": {
    "message": "Without that permission this cannot work. Nothing was changed."
  },
  "links_title": {
    "message": "Links on pages"
  },
  "links_switch": {
    "message": "Label links to known outlets"
  },
  "links_detail": {
    "message": "On any page, such as search results, links to other outlets show who is above them. The labels come from the list on this device; nothing is sent. Your browser asks for access to all sites."
  },
  "links_list": {
    "message": "Links to known outlets on this page ($1)"
  },
  "on_switch": {
    "message": "Sidenote is on"
  },
  "on_detail": {
    "message": "Switched off, it does nothing at all until you switch it on again."
  },
  "options_silent": {
    "message": "Sites that Sidenote leaves alone"
  },
  "options_silent_none": {
    "message": "None."
  },
  "report_open": {
    "message": "Something wrong?"
  },
  "report_unknown_outlet": {
    "message": "Unknown outlet? Tell us"
  },
  "report_title": {
    "message": "Something wrong?"
  },
  "report_about": {
    "message": "About $1"
  },
  "report_not_this": {
    "message": "The words on the page do not mean $1"
  },
  "report_explained": {
    "message": "Say what is wrong and, if you can, where it can be checked. A curator will read it."
  },
  "report_unknown_explained": {
    "message": "The host below goes to the curators, who look for who is behind it."
  },
  "report_what": {
    "message": "What is it about?"
  },
  "report_message": {
    "message": "What is wrong?"
  },
  "report_message_unknown": {
    "message": "What do you know about it? (may stay empty)"
  },
  "report_source": {
    "message": "Address of a document that shows it (may stay empty)"
  },
  "report_contact": {
    "message": "Where an answer may be sent (may stay empty)"
  },
  "report_contact_detail": {
    "message": "It is stored with the report and used for nothing else."
  },
  "report_preview": {
    "message": "This goes to $1, and nothing else"
  },
  "report_send": {
    "message": "Send this"
  },
  "report_needs_message": {
    "message": "Please say what is wrong."
  },
  "report_bad_source": {
    "message": "Please give an address that begins with https:// or http://."
  },
  "report_received": {
    "message": "Received. Thank you."
  },
  "report_number": {
    "message": "Its number is $1."
  },
  "report_waiting": {
    "message": "The server cannot take it now."
  },
  "report_waiting_detail": {
    "message": "The report is kept on this device and sent again later, by itself."
  },
  "report_nothing": {
    "message": "Open this page from a card or from Sidenote's window."
  },
  "welcome_list": {
    "message": "Keep a list of outlets on this device"
  },
  "reports_waiting_one": {
    "message": "$1 report waits to be sent."
  },
  "reports_waiting_other": {
    "message": "$1 reports wait to be sent."
  }
};
