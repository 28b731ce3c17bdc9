"""What the phone says about the work: the list, the card and the forms. The script holds no text of its own."""

from uu.vocabulary import N_
from uu.web.field_phone_words import PHONE_WORDS, READY_WORDS
from uu.web.language import gettext

_WORDS: dict[str, str | tuple[str, str]] = {
    # What everything says
    "day_at_time": N_("%(day)s at %(time)s"),
    "at_time": N_("at %(time)s"),
    "today": N_("today"),
    "tomorrow": N_("tomorrow"),
    "yesterday": N_("yesterday"),
    "close": N_("Close"),
    "call": N_("Call"),
    "text": N_("Send a text"),
    "problem": N_("There is a problem"),
    "error_begins": N_("Error:"),
    "went_wrong": N_("Something went wrong"),
    "went_wrong_text": N_("What was saved before is still on the phone. Try again, or load the page anew."),
    "storage_full": N_("The phone has no room left"),
    "storage_full_text": N_(
        "This was not saved. Make room on the phone, and save again. What is in the outbox is safe."
    ),
    "not_here": N_("Not on this phone"),
    "not_here_text": N_("Only your own young people are on the phone. Look on the ordinary pages for everybody else."),
    "ordinary_pages": N_("To the ordinary pages"),
    "saved_unsent": (
        N_("Saved on the phone · 1 not sent"),
        N_("Saved on the phone · %(n)s not sent"),
    ),
    "unsent": (
        N_("1 not sent"),
        N_("%(n)s not sent"),
    ),
    "all_sent": N_("All is sent"),
    "sending": N_("Sending …"),
    "new_version": N_("A new version is ready. What you wrote stays."),
    "new_version_take": N_("Take it now"),
    # The list
    "my_young_people": N_("My young people"),
    "new_contact": N_("New contact"),
    "new_session": N_("New session"),
    "need_you": (
        N_("1 needs you today"),
        N_("%(n)s need you today"),
    ),
    "nobody_needs": N_("nobody needs you today"),
    "search": N_("Search name, nickname or phone"),
    "show_today": N_("Today"),
    "show_all": N_("All"),
    "show_more": N_("Show more"),
    "people_shown": (
        N_("1 young person"),
        N_("%(n)s young people"),
    ),
    "nobody_found": N_("Nobody found"),
    "nobody_found_text": N_("Only your own young people are on the phone. Try another spelling, or the phone number."),
    "nobody_today": N_("Nobody needs you today"),
    "nobody_today_text": N_("No deadline, and you have spoken with everybody."),
    "nobody_here": N_("Nobody on the phone right now"),
    "come_with_contact": N_(
        "Your young people come with the next contact with the server. What is not sent is still here."
    ),
    "no_people": N_("No young people yet"),
    "no_people_text": N_("Register the first one you meet."),
    "call_name": N_("Call %(name)s"),
    "did_you_talk": N_("Did you talk with %(name)s?"),
    "log_call": N_("Log the call"),
    "years": (
        N_("1 year"),
        N_("%(n)s years"),
    ),
    "about_years": (
        N_("about 1 year"),
        N_("about %(n)s years"),
    ),
    "address_protected": N_("address protected"),
    "outside": N_("outside the area"),
    "months_old": (
        N_("1 month old"),
        N_("%(n)s months old"),
    ),
    "days_old": (
        N_("1 day old"),
        N_("%(n)s days old"),
    ),
    # Why somebody stands there
    "agreed_step": N_("Agreed next step"),
    "contact_by": N_("Contact by %(day)s (5 working days)"),
    "offer_by": N_("Offer an activity by %(day)s (30 days)"),
    "contact_was_due": N_("Contact was due %(day)s (5 working days)"),
    "offer_was_due": N_("An offer was due %(day)s (30 days)"),
    "was_due": N_("Due %(day)s: %(step)s"),
    "quiet": (
        N_("Not spoken for 1 day"),
        N_("Not spoken for %(n)s days"),
    ),
    "never_met": (
        N_("No session yet, registered 1 day ago"),
        N_("No session yet, registered %(n)s days ago"),
    ),
    "status_unknown": N_("The status is not known"),
    "status_stale": (
        N_("The status is 1 month old"),
        N_("The status is %(n)s months old"),
    ),
    "not_told": N_("Tell about the registration"),
    "age_said": N_("The age is an estimate: ask for the birth date"),
    # The card
    "card": N_("Card"),
    "change_status": N_("Change status"),
    "not_reached": N_("Not reached"),
    "next_step": N_("Next step"),
    "no_step": N_("No next step is agreed."),
    "new_followup": N_("New follow-up"),
    "no_decision": N_("Help to remember, no decision"),
    "overdue": N_("Overdue"),
    "move": N_("Move"),
    "drop": N_("Drop"),
    "done": N_("Done"),
    "happened": N_("What has happened"),
    "nothing_yet": N_("Nothing yet."),
    "correct": N_("Correct"),
    "corrected": N_("A mistake, corrected later"),
    "withdrawn": N_("Withdrawn: recorded by mistake"),
    "minutes": N_("%(n)s min"),
    "with_others": (
        N_("with 1 other"),
        N_("with %(n)s others"),
    ),
    "expected": N_("expected %(day)s"),
    "on_paper": N_("seen on paper"),
    "closed": N_("Closed"),
    "closed_text": N_("%(name)s is no longer followed. A new status opens the card again."),
    "not_told_text": N_(
        "%(name)s does not know yet that you write here. Tell it the next time you meet, and note it on the card."
    ),
    "edit_card": N_("Edit the card"),
    "ask_birth": N_("Ask for the birth date"),
    "ask_birth_text": N_("The age is only what was said, so deadlines may be a year off."),
    "write_birth": N_("Write the birth date"),
    "two_wrote": N_("Two wrote the same"),
    "two_wrote_text": N_("The same was changed in two places. Nothing is lost: choose which one is right."),
    "perhaps_twice": N_("Perhaps registered twice"),
    "perhaps_twice_text": N_("%(name)s looks like the same person. Look into it on the ordinary pages."),
    "open_card": N_("Open the card"),
    "about_name": N_("About %(name)s"),
    "phone": N_("Phone"),
    "birth_date": N_("Birth date"),
    "status": N_("Education status"),
    "origin": N_("How contact came about"),
    "told": N_("Told about the registration"),
    "registered": N_("Registered"),
    "edit": N_("Edit"),
    "rest_online": N_("E-mail, address, contacts and CPR number are not on the phone."),
    # Follow-ups
    "followups": N_("Follow-ups"),
    "open_steps": (
        N_("1 open"),
        N_("%(n)s open"),
    ),
    "later_this_week": N_("Later this week"),
    "later": N_("Later"),
    "no_steps": N_("Nothing to follow up"),
    "no_steps_text": N_("What you agree in a session comes here with its deadline."),
    "closed_here": N_("Closed by you, not sent yet"),
    "dropped_step": N_("Dropped"),
    "undo": N_("Undo"),
    "undone": N_("The follow-up is open again."),
    "sent_already": N_("It is sent already. Reopen it on the ordinary pages, under Follow-ups."),
    # The forms
    "session_with": N_("Session with %(name)s"),
    "who_with": N_("Who was it with?"),
    "new_status": N_("New status"),
    "correct_status": N_("Correct status"),
    "status_now": N_("now: %(label)s"),
    "correcting": N_("You correct: %(label)s, since %(day)s. Both stay visible."),
    "by_law": N_("Deadline by law"),
    "not_moved": N_("cannot be moved"),
    "move_deadline": N_("Move the deadline"),
    "drop_followup": N_("Drop the follow-up"),
    "new_contact_text": N_("You become the counsellor. Write only what you need."),
    "edit_name": N_("Edit %(name)s"),
    "own_areas": N_("Your areas"),
    "other_areas": N_("Other areas"),
    "answer_this": N_("Answer this as well."),
    "birth_or_age": N_("Write the birth date, or the age the young person says."),
    "no_phone": N_("Write a phone number that exists, for example 20 12 34 56."),
    "not_in_future": N_("The day lies in the future. Choose one that has been."),
    "no_cpr": N_("Remove the CPR number: it does not belong in a text."),
    "look_again": N_("Not saved yet: is this needed?"),
    "look_again_text": N_(
        "The text seems to be about %(topics)s. Leave it out, or save once more. The young person may ask to read it."
    ),
    "topic_health": N_("health"),
    "topic_religion": N_("religion"),
    "topic_crime": N_("crime"),
    "registered_already": N_("Registered already?"),
    "registered_already_text": N_("Nothing is saved yet. Is it one of these? If not, press Register once more."),
    "alike_line": N_("%(name)s (%(full)s), %(n)s years"),
    "alike_phone": N_("same phone"),
    "alike_name": N_("similar name and birth date"),
    "draft_again": N_("What you wrote before is here again"),
    "start_afresh": N_("Start afresh"),
    # Two values for one field
    "choose_right": N_("Choose what is right"),
    "choose_right_text": N_(
        "Both are kept until you choose. Your choice goes the same way as everything else you save."
    ),
    "choose_one": N_("Choose which one is right: %(field)s."),
    "by_at": N_("%(name)s, %(at)s"),
    "left_empty": N_("(empty)"),
    "save_choice": N_("Save the choice"),
    "field_first_name": N_("First name"),
    "field_last_name": N_("Last name"),
    "field_nickname": N_("Nickname"),
    "field_phone": N_("Phone"),
    "field_birth_on": N_("Birth date"),
    "field_said_age": N_("Age as said"),
    "field_origin": N_("How contact came about"),
    "field_told": N_("Told about the registration"),
    "field_informed": N_("Told about the registration"),
    "field_due_on": N_("Deadline"),
}


def said() -> dict[str, str | list[str]]:
    """What the app says, in this request's language; a pair is for one and for many."""
    return {
        name: gettext(words) if isinstance(words, str) else [gettext(one) for one in words]
        for name, words in (_WORDS | PHONE_WORDS | READY_WORDS).items()
    }
