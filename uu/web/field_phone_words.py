"""What the phone says about itself: locked, sending, settings, and how it is made ready."""

from uu.vocabulary import N_

PHONE_WORDS: dict[str, str | tuple[str, str]] = {
    # Unlocking
    "locked": N_("The phone is locked"),
    "who_are_you": N_("Who are you?"),
    "that_is_me": N_("That is me"),
    "somebody_else": N_("I am somebody else"),
    "another_user": N_("Make the phone ready for one more colleague"),
    "another_or_lost": N_("Is it another colleague, or can you not unlock it?"),
    "lost_all": N_("Can you not unlock it?"),
    "not_ready": N_("This phone is not ready for the field"),
    "not_ready_text": N_(
        "Make it ready once, while you have signal. Then your young people are here without signal too."
    ),
    "make_ready": N_("Make this phone ready"),
    "wrong_key": N_("That is not the passphrase. Try again."),
    "wait_until": N_("Too many wrong tries. Try again %(at)s."),
    "passkey_failed": N_("The phone did not confirm it was you. Try again, or use the passphrase."),
    # The outbox
    "outbox": N_("Outbox"),
    "waiting": N_("Waits on the phone"),
    "receipts": N_("Receipts"),
    "waits_for_you": (
        N_("1 item waits for you"),
        N_("%(n)s items wait for you"),
    ),
    "to_mend": N_("Needs you"),
    "outbox_empty": N_("Nothing in the outbox"),
    "outbox_empty_text": N_("What you save stands here with a receipt when the server has it."),
    "damaged": (
        N_("1 item cannot be read"),
        N_("%(n)s items cannot be read"),
    ),
    "damaged_text": N_("It stays on the phone. Tell your administrator."),
    "made_at": N_("Written %(at)s"),
    "received": N_("Received %(at)s"),
    "held_because": N_("Waits for: %(what)s"),
    "reason_given": N_("Reason: %(reason)s"),
    "mend": N_("Mend and send again"),
    "give_up": N_("Give it up"),
    "give_up_sure": N_("Press again: it is lost then"),
    "give_up_all": (
        N_("Press again: 1 item is lost"),
        N_("Press again: %(n)s items are lost"),
    ),
    "built_on": N_("These build on it and are given up with it"),
    "dropped": N_("Given up"),
    "not_taken": N_("The server did not take it as it is, perhaps because it is too long. Mend it, and send it again."),
    "stumbled": N_("The server made a mistake with it. Try again later, and tell your administrator if it stays so."),
    "try_again": N_("Try again"),
    "reopen_there": N_("Reopen it on the ordinary pages"),
    "state_unsent": N_("not sent"),
    "state_tried": N_("waits: no answer from the server yet"),
    "state_held": N_("waits for another item"),
    "state_conflict": N_("two wrote the same"),
    "state_refused": N_("could not be saved"),
    "state_quarantined": N_("set aside until somebody has looked at it"),
    "look_set_aside": N_("See what is set aside"),
    "state_returned": N_("came back"),
    "state_discarded": N_("was not used"),
    "outcome_conflict": N_("Received %(at)s · two wrote the same"),
    "outcome_refused": N_("Could not be saved. The server said so %(at)s."),
    "outcome_quarantined": N_("Received %(at)s · set aside until somebody has looked at it"),
    "outcome_returned": N_("A colleague gave it back %(at)s"),
    "outcome_discarded": N_("A colleague did not use it, %(at)s"),
    "outcome_held": N_("Waits for another item"),
    "kind_register_youth": N_("New contact"),
    "kind_edit_card": N_("Card changed"),
    "kind_record_session": N_("Session"),
    "kind_record_attempt": N_("Attempted contact"),
    "kind_change_status": N_("New status"),
    "kind_correct_status": N_("Corrected status"),
    "kind_add_followup": N_("New follow-up"),
    "kind_finish_followup": N_("Follow-up done"),
    "kind_move_followup": N_("Deadline moved"),
    "kind_drop_followup": N_("Follow-up dropped"),
    "kind_resolve_conflict": N_("Choice between two values"),
    # Settings
    "settings": N_("Settings"),
    "setting_saved": N_("The setting is saved"),
    "contact": N_("Contact with the server"),
    "last_contact": N_("Last contact: %(at)s"),
    "no_contact": N_("No contact yet"),
    "people_here": (
        N_("1 young person on the phone"),
        N_("%(n)s young people on the phone"),
    ),
    "kept_for": (
        N_("After 1 day without contact your young people are removed from the phone. What is not sent stays."),
        N_("After %(n)s days without contact your young people are removed from the phone. What is not sent stays."),
    ),
    "sync_now": N_("Send and fetch now"),
    "synced": N_("Sent and fetched"),
    "problem_unreachable": N_("No contact with the server. The phone tries again by itself."),
    "problem_signed_out": N_(
        "The phone is signed out. What is not sent stays on it until you sign in again. Where its access was withdrawn,"
        " the young people have left it."
    ),
    "problem_wiped": N_("The phone was wiped, because its access was withdrawn."),
    "problem_not_handed_in": N_(
        "The phone's access was withdrawn, and your young people are deleted from it. What stands in the outbox could "
        "not be handed in. Write it down on the ordinary pages, and give it up here."
    ),
    "problem_locked": N_("The phone is locked."),
    "problem_storage_full": N_("The phone has no room left. Make room, and try again."),
    "problem_elsewhere": N_("Another tab is sending right now."),
    "problem_unexpected": N_("The server answered something the phone does not understand. It tries again by itself."),
    "sign_in_again": N_("Sign in again"),
    "lock": N_("Lock"),
    "lock_label": N_("Lock by itself"),
    "lock_after": (
        N_("after 1 minute"),
        N_("after %(n)s minutes"),
    ),
    "lock_now": N_("Lock now"),
    "unlock_ways": N_("Ways to unlock"),
    "passkey": N_("Fingerprint or face"),
    "passphrase": N_("Passphrase"),
    "change": N_("Change"),
    "remove": N_("Remove"),
    "add_passkey": N_("Add fingerprint or face"),
    "add_passphrase": N_("Add a passphrase"),
    "change_passphrase": N_("Change the passphrase"),
    "passphrase_saved": N_("The passphrase is saved"),
    "too_short": N_("Write at least 10 characters."),
    "too_plain": N_("Choose words. Numbers and repeated characters are guessed too easily."),
    "not_the_same": N_("Write the same passphrase twice."),
    "way_added": N_("You can unlock in one more way"),
    "way_removed": N_("That way is removed"),
    "last_way": N_("The last way to unlock cannot be removed"),
    "lose_all": N_("If you lose every way to unlock, you lose what was not sent, and nothing else."),
    "storage": N_("Storage"),
    "storage_kept": N_("The phone keeps this store until you delete it."),
    "storage_not_kept": N_("The phone may clear this store when it runs out of room. Send often."),
    "storage_used": N_("%(n)s kB used"),
    "storage_ask": N_("Ask the phone to keep it"),
    "language": N_("Language"),
    "forget": N_("Forget this phone"),
    "forget_text": N_("Deletes everything of yours from this phone. Nothing is lost: all is sent."),
    "forget_unsent": (
        N_("1 item is not sent and would be lost"),
        N_("%(n)s items are not sent and would be lost"),
    ),
    "forget_unsent_text": N_("Send first, while you have signal."),
    "forgot": N_("Everything is deleted from the phone."),
    "forget_untold": N_(
        "Without contact the server does not hear of it: the lists of phones go on showing this one, until it is "
        "signed out there."
    ),
    "forget_button": N_("Delete everything here"),
    "forget_sure": N_("Press again to delete"),
    "forget_sure_unsent": (
        N_("Press again: 1 item is lost"),
        N_("Press again: %(n)s items are lost"),
    ),
}

# What only the page says that makes a phone ready.
READY_WORDS: dict[str, str | tuple[str, str]] = {
    "signing_in": N_("Signing this phone in …"),
    "fetching": N_("Fetching your young people …"),
    "ready": (
        N_("Ready: 1 young person is on the phone"),
        N_("Ready: %(n)s young people are on the phone"),
    ),
    "no_passkey_here": N_("This phone's fingerprint or face cannot hold a key. Choose a passphrase instead."),
    "not_fetched": N_(
        "The phone is ready, but your young people are not fetched yet. Open the app while you have signal."
    ),
    "to_be_wiped": N_(
        "This phone's access was withdrawn, and it is to be wiped: it cannot be signed in again. Is something not "
        "sent? Then open the app and unlock it first, so that it is handed in. After that press Delete and begin anew."
    ),
    "signed_in_long_ago": N_("It is a while since you signed in. Load the page anew, and sign in again."),
    "not_signed_in": N_("The server did not answer. Check the signal, and try again. Nothing is lost."),
}
