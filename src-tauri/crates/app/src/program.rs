//! The program without its window: each use case is one method, and says here who does it.
//!
//! The rooms do the work. The session and its lock are in [`crate::session`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::trail::Entry;
use lingpai_domain::{Account, AccountId, Arrangement, UnixTime};
use lingpai_intake::pipe::Form;
use lingpai_intake::{TypedFault, TypedFields, described};
use lingpai_ipc::Preferences;
use lingpai_vault::{Cost, Keep, RecoveryKitText, SlotKind, WayIn};

use crate::accounts::{arrange, edit, trail, trash};
use crate::adding::{bind, source::Source, take, typed, waiting::Waiting};
use crate::backups::{self, BackupStanding};
use crate::codes::copy::{self, CopiedCode, CopyWish};
use crate::codes::{NextCode, ShownCode};
use crate::fault::Fault;
use crate::opening::door::{Renew, Started, typed_kit, typed_passphrase};
use crate::opening::restore::{self, Earlier, Picked};
use crate::opening::ways::{self, KitTest, Typed, VaultStanding};
use crate::pin::outcome::{Outcome, ShownTransfer};
use crate::pin::{check_digits, devices, pad, steps::PadPurpose};
use crate::ports::preferences::{PreferenceFault, lock_after};
use crate::ports::{Ports, Stop, saved_preferences::SavedPreferences};
use crate::session::{Intake, Sessions};
use crate::tasks::{idle::LastTouch, wake::Wake};
use crate::time::check;
use crate::time::timepiece::{Asker, ClockStatus, CorrectedClock, Timepiece};

/// The program without its window.
pub struct Lingpai {
    sessions: Sessions,
    preferences: SavedPreferences,
    touch: LastTouch,
}

type Done = Result<(), Fault>;

impl Lingpai {
    /// A program that keeps its vault in `folder` and stretches new PINs and passphrases at `cost`.
    pub fn new(ports: Ports, folder: PathBuf, cost: Cost) -> Self {
        let time = Arc::new(Timepiece::new(ports.clock, Arc::clone(&ports.servers)));
        let ports = Ports { clock: Box::new(CorrectedClock(Arc::clone(&time))), ..ports };
        let preferences = SavedPreferences::load(&*ports.preferences);
        let sessions = Sessions::new(ports, time, folder, cost);
        Self { sessions, preferences, touch: LastTouch::default() }
    }

    /// The current code of an account that is open for it; of one by counter, the one that [`Lingpai::next`] gave last.
    pub fn show(&self, account: AccountId, next: NextCode) -> Result<ShownCode, Fault> {
        self.sessions.with(|rooms| rooms.codes.current(&rooms.room, account, next))
    }

    /// As [`Lingpai::show`] for several accounts at one moment, each with its own outcome.
    pub fn show_all(&self, accounts: &[AccountId], next: NextCode) -> Result<Vec<Result<ShownCode, Fault>>, Fault> {
        self.sessions.look(|rooms| rooms.codes.all_current(&rooms.room, accounts, next))
    }

    /// The next code of an account by counter. The counter is on disk before the code is made.
    pub fn next(&self, account: AccountId) -> Result<ShownCode, Fault> {
        self.sessions.change(|rooms| rooms.codes.next(&mut rooms.room, account))
    }

    /// Copies the current code, or the next one when its period begins, and says which.
    pub fn copy(&self, account: AccountId, wish: CopyWish) -> Result<CopiedCode, Fault> {
        let copied =
            self.sessions.with(|rooms| copy::copy(rooms.codes, &mut rooms.room, rooms.clipboard, account, wish));
        copied.inspect(|_| self.wake().wake())
    }

    /// Closes an account that stays open after its PIN; its code is no longer shown either.
    pub fn close_account(&self, id: AccountId) -> Done {
        self.sessions.with(|rooms| rooms.room.account(id).map(|account| rooms.codes.close(account.id)))
    }

    /// Does what is due with copied codes and open accounts. Gives how long it takes until the next; `None` for never.
    pub fn tend(&self) -> Option<Duration> {
        let due = self.sessions.look(|rooms| copy::tend(rooms.codes, &mut rooms.room, rooms.clipboard));
        let clear = self.sessions.clear_expired(self.preferences().clear_clipboard);
        // Without a session nothing of it is due.
        [due.ok().flatten(), clear].into_iter().flatten().min()
    }

    /// All bound accounts, in the order that the user put them in, or else in which they were bound.
    pub fn accounts(&self) -> Result<Vec<Account>, Fault> {
        self.sessions.look(|rooms| rooms.room.vault.accounts().cloned().collect())
    }

    /// Marks an account in the list. On disk when this returns.
    pub fn arrange(&self, id: AccountId, arrangement: Arrangement) -> Done {
        self.sessions.change(|rooms| arrange::arrange(rooms.codes, &mut rooms.room, id, arrangement))
    }

    /// Puts the accounts into this order. Those that are not named follow, as they stood. On disk when this returns.
    pub fn reorder(&self, order: &[AccountId]) -> Done {
        self.sessions.change(|rooms| arrange::reorder(&mut rooms.room, order))
    }

    /// An account without a PIN, for what can be changed of it.
    pub fn plain_account(&self, id: AccountId) -> Result<Account, Fault> {
        self.sessions.with(|rooms| edit::plain_account(&rooms.room, id).cloned())
    }

    /// Changes an account without a PIN, its secret excepted.
    pub fn edit_account(&self, proof: &Typed<'_>, id: AccountId, fields: TypedFields<'_>) -> Done {
        let described = described(fields)?;
        self.sessions.change(|rooms| {
            edit::plain_account(&rooms.room, id)?;
            let proof = ways::prove(&rooms.room, proof)?;
            edit::edit(&mut rooms.room, &proof, id, described)
        })
    }

    /// Moves an account into the trash: one without a PIN, or whose PIN cannot be asked for.
    pub fn remove_without_pin(&self, id: AccountId) -> Done {
        self.sessions.change(|rooms| trash::remove_without_pin(&mut rooms.room, id))
    }

    /// The accounts in the trash, each with when it was removed, the newest first.
    pub fn trash(&self) -> Result<Vec<(Account, UnixTime)>, Fault> {
        self.sessions.look(|rooms| trash::list(&rooms.room))
    }

    /// Brings an account back: one without a PIN, or whose PIN cannot be asked for.
    pub fn bring_back_without_pin(&self, id: AccountId) -> Done {
        self.sessions.change(|rooms| trash::bring_back_without_pin(&mut rooms.room, id))
    }

    /// What happened, the newest first.
    pub fn trail(&self) -> Result<Vec<Entry>, Fault> {
        self.sessions.look(|rooms| trail::entries(&rooms.room))
    }

    /// Notes that the trail has been exported.
    pub fn note_trail_exported(&self) -> Done {
        self.sessions.change(|rooms| trail::note_exported(&mut rooms.room))
    }

    /// Begins to read something for the session that is open now.
    pub fn intake(&self) -> Result<Intake, Fault> {
        self.sessions.look(|rooms| Intake(rooms.session))
    }

    /// Holds what was read until the user agrees or dismisses it. [`Fault::Closed`] where its session has ended.
    pub fn take(&self, Intake(session): Intake, sources: Vec<Source>) -> Result<Waiting, Fault> {
        self.sessions.change_in(session, |rooms| {
            rooms.pins.close_pad();
            Ok(take::take(rooms.adding, &mut rooms.room, sources))
        })
    }

    /// Reads a file or a picture in the process that is there for it. Takes up to ten seconds, and no session waits for it.
    pub fn read_file(&self, name: Option<String>, form: Form, bytes: &[u8], stop: &Stop) -> Source {
        Source::of_file(name, self.sessions.ports.files.read(form, bytes, stop))
    }

    /// Reads the QR codes in a file and holds what they say.
    pub fn take_picture(&self, bytes: &[u8]) -> Result<Waiting, Fault> {
        let intake = self.intake()?;
        self.take(intake, vec![self.read_file(None, Form::File, bytes, &Stop::default())])
    }

    /// What an account typed by hand would show now. Nothing is kept.
    pub fn typed_preview(&self, fields: TypedFields<'_>, secret: &str) -> Result<typed::Preview, TypedFault> {
        typed::preview(fields, secret, self.now())
    }

    /// Takes an account typed by hand: it waits for the user's agreement like a scanned one.
    pub fn take_typed(&self, fields: TypedFields<'_>, secret: &str) -> Result<Waiting, Fault> {
        let source = typed::source(fields, secret)?;
        self.take(self.intake()?, vec![source])
    }

    /// What waits for the user's agreement.
    pub fn waiting(&self) -> Result<Waiting, Fault> {
        self.sessions.change(|rooms| Ok(rooms.adding.waiting_now(&mut rooms.room)))
    }

    /// Drops what waits for the user's agreement, and its secret; one of several goes back among them.
    pub fn dismiss(&self) -> Result<Waiting, Fault> {
        self.sessions.look(|rooms| {
            rooms.pins.close_pad();
            rooms.adding.dismiss(&rooms.room)
        })
    }

    /// Opens one of several things found, as if it had been found alone.
    pub fn open_found(&self, index: usize) -> Result<Waiting, Fault> {
        self.sessions.with(|rooms| rooms.adding.open(&rooms.room, index))
    }

    /// Binds several ordinary accounts and transfers, all or none of them. Gives how many, and how many are left.
    pub fn bind_found(&self, indices: &[usize]) -> Result<(usize, usize), Fault> {
        self.sessions.change(|rooms| bind::bind_found(rooms.adding, &mut rooms.room, indices))
    }

    /// Binds the ordinary account that waits. On a fault it goes on waiting.
    pub fn bind_plain(&self) -> Result<AccountId, Fault> {
        self.sessions.change(|rooms| bind::bind_plain(rooms.adding, &mut rooms.room))
    }

    /// Binds the registration that waits as a further device: Unsynced, without a PIN. On a fault it goes on waiting.
    pub fn bind_further(&self) -> Result<AccountId, Fault> {
        self.sessions.change(|rooms| bind::bind_further(rooms.adding, &mut rooms.room))
    }

    /// Binds the transfer that waits: Unsynced, until its PIN opens it. On a fault it goes on waiting.
    pub fn bind_transfer(&self) -> Result<AccountId, Fault> {
        self.sessions.change(|rooms| bind::bind_transfer(rooms.adding, &mut rooms.room))
    }

    /// Opens an empty pad. Any other pad is wiped.
    pub fn open_pad(&self, purpose: PadPurpose) -> Result<usize, Fault> {
        self.sessions.with(|rooms| pad::open(rooms.pins, &rooms.room, rooms.adding, purpose))
    }

    /// Opens an empty pad for another PIN of an account that the recovery kit opens, a frozen one too.
    pub fn open_pad_with_kit(&self, id: AccountId, kit: &str) -> Result<usize, Fault> {
        let kit = typed_kit(kit)?;
        self.sessions.with(|rooms| pad::open_with_kit(rooms.pins, &rooms.room, id, &kit))
    }

    /// Types a digit from 0 to 9; gives the count of digits. A digit beyond the twentieth is not taken.
    pub fn type_digit(&self, digit: u8) -> Result<usize, Fault> {
        self.sessions.with(|rooms| pad::type_digit(rooms.pins, digit))
    }

    /// Takes the last digit back; gives the count of digits.
    pub fn take_back(&self) -> Result<usize, Fault> {
        self.sessions.with(|rooms| pad::take_back(rooms.pins))
    }

    /// Closes the pad and wipes what was typed.
    pub fn close_pad(&self) -> Done {
        self.sessions.look(|rooms| rooms.pins.cancel())
    }

    /// Judges the digits typed. Takes Argon2id's time.
    pub fn submit_pin(&self) -> Result<Outcome, Fault> {
        self.sessions.submit_pin()
    }

    /// Takes the user's word on whether the first device shows the same check digits. Takes Argon2id's time.
    pub fn compare_check_digits(&self, id: AccountId, same: bool) -> Done {
        self.sessions.change(|rooms| check_digits::compare(rooms.pins, &mut rooms.room, id, same))
    }

    /// The Main account whose further devices are looked at.
    pub fn devices(&self, id: AccountId) -> Result<Account, Fault> {
        self.sessions.with(|rooms| devices::of_main(&rooms.room, id))
    }

    /// The transfer that is shown, where it has not expired.
    pub fn transfer(&self) -> Result<ShownTransfer, Fault> {
        self.sessions.with(|rooms| rooms.pins.transfer(rooms.room.at.wall))
    }

    /// Forgets the transfer that was shown.
    pub fn end_transfer(&self) -> Done {
        self.sessions.look(|rooms| rooms.pins.end_transfer())
    }

    /// Notes that a transfer has been saved as a file.
    pub fn note_transfer_saved(&self, id: AccountId) -> Done {
        self.sessions.change(|rooms| trail::note_transfer_saved(&mut rooms.room, id))
    }

    /// Opens the vault with the key in the keystore, or makes the first one. May be called again after a fault.
    pub fn start(&self) -> Result<Started, Fault> {
        self.sessions.start()
    }

    /// Makes the vault under a passphrase, where [`Started::ChoosePassphrase`] asked for one.
    pub fn create_with_passphrase(&self, passphrase: &str) -> Result<Started, Fault> {
        let Sessions { ports, cost, .. } = &self.sessions;
        self.sessions.open(|door| door.create_with_passphrase(passphrase, ports, *cost))
    }

    /// Opens the vault with its passphrase.
    pub fn unlock_with_passphrase(&self, passphrase: &str, renew: Renew) -> Result<Started, Fault> {
        self.sessions.unlock(WayIn::Passphrase(&typed_passphrase(passphrase)?), renew)
    }

    /// Opens the vault with its recovery kit.
    pub fn unlock_with_kit(&self, kit: &str, renew: Renew) -> Result<Started, Fault> {
        self.sessions.unlock(WayIn::Kit(&typed_kit(kit)?), renew)
    }

    /// Opens a vault that was locked in this run with the key in the keystore.
    pub fn unlock_with_keystore(&self) -> Result<Started, Fault> {
        self.sessions.open(|door| door.unlock_with_keystore(&self.sessions.ports))
    }

    /// Ends the wait for a keystore that does not answer.
    pub fn give_up_keystore(&self) {
        self.sessions.ports.keystore.give_up();
    }

    /// Puts all files of a vault aside for good, because nothing opens it, and begins with a new vault.
    pub fn begin_anew(&self) -> Result<Started, Fault> {
        self.sessions.open(|door| door.begin_anew(&self.sessions.ports))
    }

    /// Locks the vault: every key, code and picture leaves memory, a copied code the clipboard. Says what opens it again.
    pub fn lock(&self) -> Result<Started, Fault> {
        self.sessions.lock()
    }

    /// Ends the program's work: locks the vault, takes a copied code out of the clipboard, ends its threads.
    pub fn quit(&self) {
        self.wake().end();
        // Where no vault is open, there is nothing to lock.
        self.lock().ok();
    }

    /// Goes on with a vault that is older than what the keystore remembers, because the user says so.
    pub fn accept_older(&self) -> Done {
        self.sessions.change(|rooms| ways::accept_older(rooms.codes, &mut rooms.room))
    }

    /// How the open vault stands.
    pub fn vault(&self) -> Result<VaultStanding, Fault> {
        let backups = self.sessions.backups.standing();
        self.sessions.look(|rooms| ways::standing(&rooms.room, backups))
    }

    /// Adds a passphrase or changes it.
    pub fn set_passphrase(&self, proof: &Typed<'_>, passphrase: &str) -> Done {
        self.sessions.change(|rooms| ways::set_passphrase(&mut rooms.room, proof, passphrase))
    }

    /// Takes a way in away, unless it is the last.
    pub fn remove_way(&self, proof: &Typed<'_>, kind: SlotKind) -> Done {
        self.sessions.change(|rooms| ways::remove_way(&mut rooms.room, proof, kind))
    }

    /// Makes a recovery kit and shows it. It opens nothing before [`Lingpai::confirm_kit`].
    pub fn make_kit(&self, proof: &Typed<'_>) -> Result<RecoveryKitText, Fault> {
        self.sessions.with(|rooms| ways::make_kit(rooms.opening, &rooms.room, proof))
    }

    /// Has the kit that was shown open the vault from now on, if `typed` are its last characters.
    pub fn confirm_kit(&self, proof: &Typed<'_>, typed: &str) -> Done {
        self.sessions.change(|rooms| ways::confirm_kit(rooms.opening, &mut rooms.room, proof, typed))
    }

    /// Forgets a kit that was shown and not confirmed.
    pub fn cancel_kit(&self) -> Done {
        self.sessions.look(|rooms| ways::cancel_kit(rooms.opening))
    }

    /// Sees whether a kit would open the vault and its PIN accounts, without restoring anything.
    pub fn test_kit(&self, kit: &str) -> Result<KitTest, Fault> {
        let kit = typed_kit(kit)?;
        self.sessions.with(|rooms| ways::test_kit(&rooms.room, &kit))
    }

    /// Sets whether the tenth wrong PIN erases the account's secret here.
    pub fn set_erase_at_ten(&self, erase_at_ten: bool) -> Done {
        self.sessions.change(|rooms| ways::set_erase_at_ten(&mut rooms.room, erase_at_ten))
    }

    /// Every earlier state there is, the newest first.
    pub fn earlier(&self) -> Result<Vec<Earlier>, Fault> {
        self.sessions.with(|rooms| restore::earlier(rooms.opening, &rooms.room))
    }

    /// Picks a state by its place in the list that [`Lingpai::earlier`] gave last.
    pub fn pick_earlier(&self, index: usize) -> Result<Picked, Fault> {
        let path = self.sessions.with(|rooms| restore::earlier_path(rooms.opening, index))?;
        self.pick(&path)
    }

    /// Reads a vault file that the user has picked and holds it for [`Lingpai::restore`].
    pub fn pick(&self, path: &Path) -> Result<Picked, Fault> {
        Ok(self.sessions.pick(restore::read(path)?))
    }

    /// Forgets the file that was picked.
    pub fn put_back(&self) {
        self.sessions.put_back();
    }

    /// Makes the picked file this device's vault. The present vault is kept aside. A fault leaves everything as it was.
    pub fn restore(&self, typed: &Typed<'_>) -> Result<Started, Fault> {
        self.sessions.restore(typed)
    }

    /// Has copies made in `folder` from now on, the first at once.
    pub fn plan_backups(&self, folder: &Path, keep: Keep) -> Done {
        self.sessions.change(|rooms| backups::plan(&mut rooms.room, folder, keep))
    }

    /// Sets how many copies stay.
    pub fn keep_backups(&self, keep: Keep) -> Done {
        self.sessions.change(|rooms| backups::keep(&mut rooms.room, keep))
    }

    /// Stops making copies. Those that were made stay.
    pub fn end_backups(&self) -> Done {
        self.sessions.change(|rooms| backups::set_plan(&mut rooms.room, None))?;
        self.sessions.backups.forget();
        Ok(())
    }

    /// Has a copy made now, of a state that was copied before as well.
    pub fn back_up_now(&self) -> Done {
        self.sessions.look(|rooms| self.sessions.backups.due(rooms.room.vault, rooms.room.at.wall))
    }

    /// Waits until every copy that was due is made or has failed.
    pub fn settle_backups(&self) -> BackupStanding {
        self.sessions.backups.settle()
    }

    /// The time by the program's own clock, for views of what waits.
    pub fn now(&self) -> UnixTime {
        self.sessions.ports.clock.now()
    }

    /// Now, by the clock for waits. The wall clock's time where no vault is open.
    pub fn steady_now(&self) -> UnixTime {
        self.sessions.steady_now()
    }

    /// How the machine's clock stands.
    pub fn clock(&self) -> ClockStatus {
        self.time().status()
    }

    /// Asks the time servers now, because the user says so. Takes 3 seconds at most; where asking is off, none is asked.
    pub fn check_clock(&self) -> ClockStatus {
        check::ask(self.time(), &*self.sessions.ports.watcher, Asker::Person)
    }

    /// Sets whether an offset that is far or in dispute corrects the time.
    pub fn agree_clock(&self, correct: bool) -> ClockStatus {
        check::decide(self.time(), &*self.sessions.ports.watcher, correct)
    }

    /// Sets whether time servers are asked, and which; an empty list stands for the program's own. On disk on return.
    pub fn set_clock(&self, on: bool, servers: &[String]) -> Result<ClockStatus, Fault> {
        let plan = check::plan(on, servers)?;
        self.sessions.change(|rooms| check::set_plan(&mut rooms.room, plan.clone()))?;
        Ok(check::follow(self.time(), &*self.sessions.ports.watcher, plan))
    }

    /// Notes whether somebody looks at the window: servers are asked every hour while somebody does.
    pub fn show_clock(&self, shown: bool) {
        self.time().show(shown);
    }

    /// Compares the clocks, has the page look again, and asks the servers where they are due.
    pub fn tend_clock(&self) {
        check::compare(self.time(), &*self.sessions.ports.watcher);
    }

    /// What the user has set.
    pub fn preferences(&self) -> Preferences {
        self.preferences.get()
    }

    /// Sets all of it; it is on disk when this returns. A fault leaves all as it was.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<Preferences, PreferenceFault> {
        let set = self.preferences.set(preferences, &*self.sessions.ports.preferences);
        set.inspect(|_| self.wake().wake())
    }

    /// Notes that the user did something in a window. What a countdown asks for by itself does not count.
    pub fn touched(&self) {
        self.touch.touch(&self.sessions.ports);
    }

    /// Locks the vault where nobody uses the machine. Gives how long it takes at least until then; `None` for never.
    pub fn tend_idle(&self) -> Option<Duration> {
        let limit = lock_after(&self.preferences())?;
        let (session, opened) = self.sessions.open_since()?;
        let left = self.touch.time_left(&self.sessions.ports, limit, opened);
        if left.is_none() && self.sessions.lock_if_open(session) {
            self.sessions.ports.watcher.session_changed();
        }
        left
    }

    pub(crate) fn wake(&self) -> &Arc<Wake> {
        &self.sessions.wake
    }

    pub(crate) fn time(&self) -> &Arc<Timepiece> {
        &self.sessions.time
    }
}

impl Drop for Lingpai {
    fn drop(&mut self) {
        self.sessions.end();
    }
}
