//! The program without its window. Each use case is one method. The rooms do the work.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::trail::Entry;
use lingpai_domain::{Account, AccountId, Arrangement, UnixTime};
use lingpai_intake::{TypedFault, TypedFields, described, pipe::Form};
use lingpai_ipc::Preferences;
use lingpai_vault::{Cost, WayIn};

use crate::accounts::{arrange, edit, trail, trash};
use crate::adding::{bind, identified::Identified, source::Source, take, typed, waiting::Waiting};
use crate::backups::BackupStatus;
use crate::codes::copy::{self, CopiedCode, CopyWish};
use crate::codes::{NextCode, ShownCode};
use crate::fault::Fault;
use crate::opening::door::{Renew, Started, typed_kit, typed_passphrase};
use crate::opening::restore::{self, Earlier, Picked};
use crate::opening::ways::{self, KitTest, Proof, VaultStatus};
use crate::pin::outcome::{Outcome, ShownTransfer};
use crate::pin::steps::{PadPurpose, PadWindow};
use crate::pin::{check_digits, devices, pad};
use crate::ports::preferences::{PreferenceFault, lock_after};
use crate::ports::{Ports, Stop, saved_preferences::SavedPreferences};
use crate::proven::kinds;
use crate::session::grave::GraveChanges;
use crate::session::open::{Rooms, SessionId};
use crate::session::sessions::Sessions;
use crate::session::strip_pad::StripPad;
use crate::session::warrant::Warrant;
use crate::tasks::{idle::LastTouch, wake::Wake};
use crate::time::check;
use crate::time::timepiece::{ClockStatus, CorrectedClock, Timepiece};

/// The program without its window.
pub struct Lingpai {
    sessions: Sessions,
    preferences: SavedPreferences,
    touch: LastTouch,
}

type Done = Result<(), Fault>;

impl Lingpai {
    /// Makes a program that keeps its vault in `folder`. `cost` is that of Argon2id for new PINs and passphrases.
    pub fn new(ports: Ports, folder: PathBuf, cost: Cost) -> Self {
        let time = Arc::new(Timepiece::new(ports.clock, Arc::clone(&ports.servers)));
        let ports = Ports { clock: Box::new(CorrectedClock(Arc::clone(&time))), ..ports };
        let preferences = SavedPreferences::load(&*ports.preferences);
        Self { sessions: Sessions::new(ports, time, folder, cost), preferences, touch: LastTouch::default() }
    }

    /// The current code of an account without a PIN or of an open one; of a counter account the last of [`Lingpai::next`].
    pub fn show(&self, account: AccountId, next: NextCode) -> Result<ShownCode, Fault> {
        self.sessions.with(|rooms| rooms.codes.current(&rooms.room, account, next))
    }

    /// Does the same as [`Lingpai::show`] for several accounts at one moment, each with its own result.
    pub fn show_all(&self, accounts: &[AccountId], next: NextCode) -> Result<Vec<Result<ShownCode, Fault>>, Fault> {
        self.sessions.look(|rooms| rooms.codes.all_current(&rooms.room, accounts, next))
    }

    /// The next code of a counter account. The counter is on disk before the code is made.
    pub fn next(&self, account: AccountId) -> Result<ShownCode, Fault> {
        self.sessions.change(|rooms| rooms.codes.next(&mut rooms.room, account))
    }

    /// Copies the current code now, or the next one when its period begins.
    pub fn copy(&self, account: AccountId, wish: CopyWish) -> Result<CopiedCode, Fault> {
        let copy = |rooms: &mut Rooms<'_>| copy::copy(rooms.codes, &mut rooms.room, rooms.clipboard, account, wish);
        self.sessions.with(copy).inspect(|_| self.wake().wake())
    }

    /// Closes an account that stays open after its PIN. Its current code is no longer shown either.
    pub fn close_account(&self, id: AccountId) -> Done {
        self.sessions.with(|rooms| rooms.room.account(id).map(|account| rooms.codes.close(account.id)))
    }

    /// Copies codes whose period has begun, clears the clipboard and closes accounts whose time is over. Returns the
    /// time until this must run again. `None` if nothing is waiting for its time.
    pub fn run_due(&self) -> Option<Duration> {
        let due = self.sessions.look(|rooms| copy::run_due(rooms.codes, &mut rooms.room, rooms.clipboard));
        let clear = self.sessions.clear_expired(self.preferences().clear_clipboard);
        [due.ok().flatten(), clear].into_iter().flatten().min()
    }

    /// All bound accounts, in the user's order, or else in the order in which they were bound.
    pub fn accounts(&self) -> Result<Vec<Account>, Fault> {
        self.sessions.look(|rooms| rooms.room.vault.accounts().cloned().collect())
    }

    /// Sets whether an account is a favourite, its group, and how long it stays open. On disk when this returns.
    pub fn arrange(&self, id: AccountId, arrangement: Arrangement) -> Done {
        self.sessions.change(|rooms| arrange::arrange(rooms.codes, &mut rooms.room, id, arrangement))
    }

    /// Puts the accounts into this order, and those not named after them in their old order. On disk when this returns.
    pub fn reorder(&self, order: &[AccountId]) -> Done {
        self.sessions.change(|rooms| arrange::reorder(&mut rooms.room, order))
    }

    /// An account without a PIN, which can be edited.
    pub fn plain_account(&self, id: AccountId) -> Result<Account, Fault> {
        self.sessions.with(|rooms| edit::plain_account(&rooms.room, id).cloned())
    }

    /// Changes an account without a PIN, except for its secret.
    pub fn edit_account(&self, proof: &Proof<'_>, id: AccountId, fields: TypedFields<'_>) -> Done {
        let described = described(fields)?;
        self.sessions.change_with_proof(proof, |rooms, proof| {
            edit::plain_account(&rooms.room, id)?;
            let proof = ways::prove(&rooms.room, proof)?;
            edit::edit(&mut rooms.room, &proof, id, described)
        })
    }

    /// Moves an account to the trash. Refused if its PIN can be checked.
    pub fn remove_without_pin(&self, id: AccountId) -> Done {
        self.sessions.change(|rooms| trash::remove_without_pin(&mut rooms.room, id))
    }

    /// The accounts in the trash, each with the time of its removal, the newest first.
    pub fn trash(&self) -> Result<Vec<(Account, UnixTime)>, Fault> {
        self.sessions.look(|rooms| trash::list(&rooms.room))
    }

    /// Brings an account back from the trash. Refused if its PIN can be checked.
    pub fn bring_back_without_pin(&self, id: AccountId) -> Done {
        self.sessions.change(|rooms| trash::bring_back_without_pin(&mut rooms.room, id))
    }

    /// The audit trail, the newest entry first.
    pub fn trail(&self) -> Result<Vec<Entry>, Fault> {
        self.sessions.look(|rooms| trail::entries(&rooms.room))
    }

    /// Records in the audit trail that it was exported.
    pub fn note_trail_exported(&self) -> Done {
        self.sessions.change(|rooms| trail::note_exported(&mut rooms.room))
    }

    /// The session that is open now. Reading takes time, and what was read belongs to the session in which it began.
    pub fn session(&self) -> Result<SessionId, Fault> {
        self.sessions.look(|rooms| rooms.session)
    }

    /// Holds what was read until the user agrees to it or dismisses it. [`Fault::Closed`] if its session has ended.
    /// No session is held while the candidates get their ids.
    pub fn take(&self, session: SessionId, sources: impl IntoIterator<Item = Source>) -> Result<Waiting, Fault> {
        let fingerprinter = self.sessions.with_in(session, |rooms| Ok(rooms.room.vault.fingerprinter()))?;
        let identified = Identified::all(sources, fingerprinter);
        self.sessions.change_in(session, |rooms| {
            rooms.pins.close_pad();
            Ok(take::take(rooms.adding, &mut rooms.room, identified))
        })
    }

    /// Reads a file or a picture in a process of its own. This can take ten seconds. No session waits for it.
    pub fn read_file(&self, name: Option<String>, form: Form, bytes: &[u8], stop: &Stop) -> Source {
        Source::of_file(name, self.sessions.ports().files.read(form, bytes, stop))
    }

    /// Reads the QR codes in a file and holds the candidates.
    pub fn take_picture(&self, bytes: &[u8]) -> Result<Waiting, Fault> {
        self.take(self.session()?, vec![self.read_file(None, Form::File, bytes, &Stop::default())])
    }

    /// The code that an account typed by hand would show now. Nothing is kept.
    pub fn typed_preview(&self, fields: TypedFields<'_>, secret: &str) -> Result<typed::Preview, TypedFault> {
        typed::preview(fields, secret, self.now())
    }

    /// Holds an account typed by hand until the user agrees to it, like a scanned one.
    pub fn take_typed(&self, fields: TypedFields<'_>, secret: &str) -> Result<Waiting, Fault> {
        self.take(self.session()?, vec![typed::source(fields, secret)?])
    }

    /// What waits for the user's agreement.
    pub fn waiting(&self) -> Result<Waiting, Fault> {
        self.sessions.change(|rooms| Ok(rooms.adding.waiting_now(&mut rooms.room)))
    }

    /// Drops the candidate that waits, and its secret. An opened item of the found list goes back to the list.
    pub fn dismiss(&self) -> Result<Waiting, Fault> {
        self.sessions.look(|rooms| {
            rooms.pins.close_pad();
            rooms.adding.dismiss(&rooms.room)
        })
    }

    /// Opens an item of the found list on its own page.
    pub fn open_found(&self, index: usize) -> Result<Waiting, Fault> {
        self.sessions.with(|rooms| rooms.adding.open(&rooms.room, index))
    }

    /// Binds several ordinary accounts and transfers, all or none of them. Returns their number.
    pub fn bind_found(&self, indices: &[usize]) -> Result<usize, Fault> {
        self.sessions.change(|rooms| bind::bind_found(rooms.adding, &mut rooms.room, indices))
    }

    /// Binds the ordinary account that waits. After a fault it still waits.
    pub fn bind_plain(&self) -> Result<AccountId, Fault> {
        self.sessions.change(|rooms| bind::bind_plain(rooms.adding, &mut rooms.room))
    }

    /// Binds the registration that waits as a further device: Unsynced, without a PIN. After a fault it still waits.
    pub fn bind_further(&self) -> Result<AccountId, Fault> {
        self.sessions.change(|rooms| bind::bind_further(rooms.adding, &mut rooms.room))
    }

    /// Binds the transfer that waits: Unsynced, until its PIN opens it. After a fault it still waits.
    pub fn bind_transfer(&self) -> Result<AccountId, Fault> {
        self.sessions.change(|rooms| bind::bind_transfer(rooms.adding, &mut rooms.room))
    }

    /// The PIN pad in the strip.
    pub fn strip_pad(&self) -> StripPad<'_> {
        StripPad(&self.sessions)
    }

    /// Opens an empty PIN pad in the main window. The previous pad is wiped.
    pub fn open_pad(&self, purpose: PadPurpose) -> Result<usize, Fault> {
        self.sessions.with(|rooms| pad::open(rooms.pins, &rooms.room, rooms.adding, purpose))
    }

    /// Opens an empty PIN pad for a new PIN of an account that the recovery kit opens. The account may be frozen.
    pub fn open_pad_with_kit(&self, id: AccountId, kit: &str) -> Result<usize, Fault> {
        let kit = typed_kit(kit)?;
        self.sessions.with(|rooms| pad::open_with_kit(rooms.pins, &rooms.room, id, &kit))
    }

    /// Types a digit from 0 to 9. Returns the count of digits. A digit after the twentieth is ignored.
    pub fn type_digit(&self, digit: u8) -> Result<usize, Fault> {
        self.sessions.with(|rooms| pad::type_digit(rooms.pins, PadWindow::Main, digit))
    }

    /// Removes the last digit. Returns the count of digits.
    pub fn take_back(&self) -> Result<usize, Fault> {
        self.sessions.with(|rooms| pad::take_back(rooms.pins, PadWindow::Main))
    }

    /// Closes the PIN pad and wipes its digits.
    pub fn close_pad(&self) -> Done {
        self.sessions.look(|rooms| rooms.pins.cancel(PadWindow::Main))
    }

    /// Does what the digits were typed for. Takes as long as Argon2id.
    ///
    /// Once the PIN was right, `agrees` asks the user whether another device may be bound. It is called for nothing else, and
    /// may take long.
    pub fn submit_pin(&self, agrees: impl FnOnce() -> bool) -> Result<Outcome, Fault> {
        self.sessions.submit_pin(PadWindow::Main, agrees)
    }

    /// Takes the user's answer whether the first device shows the same check digits. Takes as long as Argon2id.
    pub fn compare_check_digits(&self, id: AccountId, same: bool) -> Done {
        self.sessions.change(|rooms| check_digits::compare(rooms.pins, &mut rooms.room, id, same))
    }

    /// A Main account, with its further devices. Refused for any other account.
    pub fn devices(&self, id: AccountId) -> Result<Account, Fault> {
        self.sessions.with(|rooms| devices::of_main(&rooms.room, id))
    }

    /// The transfer that is shown, if it has not expired.
    pub fn transfer(&self) -> Result<ShownTransfer, Fault> {
        self.sessions.with(|rooms| rooms.pins.transfer(rooms.room.at.wall))
    }

    /// Forgets the transfer that was shown.
    pub fn end_transfer(&self) -> Done {
        self.sessions.look(|rooms| rooms.pins.end_transfer())
    }

    /// Records in the audit trail that a transfer was saved as a file.
    pub fn note_transfer_saved(&self, id: AccountId) -> Done {
        self.sessions.change(|rooms| trail::note_transfer_saved(&mut rooms.room, id))
    }

    /// Opens the vault with the key in the keystore, or makes the first one. May be called again after a fault.
    pub fn start(&self) -> Result<Started, Fault> {
        self.sessions.start()
    }

    /// Makes the vault under a passphrase, after [`Started::ChoosePassphrase`].
    pub fn create_with_passphrase(&self, passphrase: &str) -> Result<Started, Fault> {
        self.sessions.open(|door, around| door.create_with_passphrase(passphrase, &around.ports, around.cost))
    }

    /// Opens the vault with its passphrase.
    pub fn unlock_with_passphrase(&self, passphrase: &str, renew: Renew) -> Result<Started, Fault> {
        self.sessions.unlock(WayIn::Passphrase(&typed_passphrase(passphrase)?), renew)
    }

    /// Opens the vault with its recovery kit.
    pub fn unlock_with_kit(&self, kit: &str, renew: Renew) -> Result<Started, Fault> {
        self.sessions.unlock(WayIn::Kit(&typed_kit(kit)?), renew)
    }

    /// Opens a vault that was locked earlier in this run, with the key in the keystore.
    pub fn unlock_with_keystore(&self) -> Result<Started, Fault> {
        self.sessions.open(|door, around| door.unlock_with_keystore(&around.ports))
    }

    /// Ends the wait for a keystore that does not answer.
    pub fn give_up_keystore(&self) {
        self.sessions.ports().keystore.give_up();
    }

    /// Puts all files of a vault that nothing opens aside, and makes a new vault.
    pub fn begin_anew(&self) -> Result<Started, Fault> {
        self.sessions.open(|door, around| door.begin_anew(&around.ports))
    }

    /// Locks the vault: keys, codes, pictures and a copied code are wiped. Returns the ways to open it.
    pub fn lock(&self) -> Result<Started, Fault> {
        self.sessions.lock()
    }

    /// Ends the program's work: locks the vault, clears a copied code from the clipboard, ends the threads.
    pub fn quit(&self) {
        self.wake().end();
        self.sessions.quit();
    }

    /// Accepts a vault that is older than the state that the keystore remembers, because the user agreed.
    pub fn accept_older(&self) -> Done {
        self.sessions.accept_older()
    }

    /// The status of the open vault.
    pub fn vault(&self) -> Result<VaultStatus, Fault> {
        let backups = &self.sessions.around.backups;
        self.sessions.look(|rooms| ways::status(rooms.opening, rooms.proofs, &rooms.room, rooms.delays, backups))
    }

    /// Grave changes of the vault, and where the user proves himself for them.
    pub fn grave(&self) -> GraveChanges<'_> {
        GraveChanges(&self.sessions)
    }

    /// Has the kit that was shown open the vault from now on, if `typed` are its last characters.
    pub fn confirm_kit(&self, typed: &str) -> Done {
        self.sessions.change(|rooms| ways::confirm_kit(rooms.opening, &mut rooms.room, typed))
    }

    /// Forgets a kit that was shown and not confirmed.
    pub fn cancel_kit(&self) -> Done {
        self.sessions.look(|rooms| ways::cancel_kit(rooms.opening))
    }

    /// Tests whether a kit would open the vault and its PIN accounts. Nothing is restored.
    pub fn test_kit(&self, kit: &str) -> Result<KitTest, Fault> {
        let kit = typed_kit(kit)?;
        self.sessions.with(|rooms| ways::test_kit(&rooms.room, &kit))
    }

    /// All earlier states, the newest first.
    pub fn earlier(&self) -> Result<Vec<Earlier>, Fault> {
        self.sessions.earlier()
    }

    /// Picks a state by its index in the last list from [`Lingpai::earlier`].
    pub fn pick_earlier(&self, index: usize) -> Result<Picked, Fault> {
        self.sessions.with(|rooms| restore::earlier_path(rooms.opening, index)).and_then(|path| self.pick(&path))
    }

    /// Reads a vault file that the user has picked and holds it for [`Lingpai::restore`].
    pub fn pick(&self, path: &Path) -> Result<Picked, Fault> {
        self.sessions.pick(restore::read(path)?)
    }

    /// Forgets the file that was picked.
    pub fn cancel_restore(&self) {
        self.sessions.cancel_restore();
    }

    /// Takes the proof for a restore, where one is needed. [`Fault::ProofNeeded`] where [`Lingpai::restore`] would refuse it.
    ///
    /// An open vault is replaced only with a warrant, or if it is empty and the user types what opens the file.
    pub fn warrant_of_restore(&self, proof: &Proof<'_>) -> Result<Option<Warrant<kinds::Restore>>, Fault> {
        let warrant = match self.grave().take() {
            Ok(warrant) => Some(warrant),
            Err(Fault::ProofNeeded | Fault::Closed) => None,
            Err(fault) => return Err(fault),
        };
        self.sessions.may_restore(warrant.as_ref(), proof)?;
        Ok(warrant)
    }

    /// Makes the picked file this device's vault, and puts the present files aside. A fault changes nothing.
    pub fn restore(&self, warrant: Option<Warrant<kinds::Restore>>, proof: &Proof<'_>) -> Result<Started, Fault> {
        self.sessions.restore(warrant, proof)
    }

    /// Makes a copy now, even if this state was copied before.
    pub fn back_up_now(&self) -> Done {
        self.sessions.look(|rooms| self.sessions.around.backups.due(rooms.room.vault, rooms.room.at.wall))
    }

    /// Waits until every copy that was due is made or has failed.
    pub fn settle_backups(&self) -> BackupStatus {
        self.sessions.around.backups.settle()
    }

    /// The corrected time.
    pub fn now(&self) -> UnixTime {
        self.sessions.ports().clock.now()
    }

    /// The time by the clock for waits. If no vault is open, the wall clock's.
    pub fn steady_now(&self) -> UnixTime {
        self.sessions.steady_now()
    }

    /// The status of the machine's clock.
    pub fn clock(&self) -> ClockStatus {
        self.sessions.around.clock()
    }

    /// Asks the time servers now, because the user wants it. Takes 3 seconds at most. If asking is off, asks none.
    pub fn check_clock(&self) -> ClockStatus {
        self.sessions.around.check_clock()
    }

    /// Sets whether the time is corrected where the user is asked. A yes also allows codes older than ones before.
    pub fn agree_clock(&self, correct: bool) -> ClockStatus {
        self.sessions.around.agree_clock(correct)
    }

    /// Lets codes follow the time again although later ones were given, because the user says that the time is right.
    pub fn allow_older_codes(&self) -> Result<ClockStatus, Fault> {
        self.sessions.look(|rooms| rooms.codes.allow_older(&rooms.room)).map(|()| self.clock())
    }

    /// Tells whether a window can be seen: time servers are asked every hour while one can.
    pub fn show_clock(&self, shown: bool) {
        self.time().show(shown);
    }

    /// Compares the clocks, has the page look again, and asks the servers where they are due.
    pub fn compare_clocks(&self) {
        check::compare(self.time(), &*self.sessions.ports().watcher);
    }

    /// The user's preferences.
    pub fn preferences(&self) -> Preferences {
        self.preferences.get()
    }

    /// Sets all preferences. On disk when this returns. A fault changes nothing.
    pub fn set_preferences(&self, preferences: Preferences) -> Result<Preferences, PreferenceFault> {
        self.preferences.set(preferences, &*self.sessions.ports().preferences).inspect(|_| self.wake().wake())
    }

    /// Tells that the user did something in a window. Calls that a page makes by itself do not count.
    pub fn touched(&self) {
        self.touch.touch(self.sessions.ports());
    }

    /// Locks the vault if nobody uses the machine. Returns the least time until then. `None` if it is locked, or stays open.
    pub fn lock_if_idle(&self) -> Option<Duration> {
        let (session, opened) = self.sessions.open_since().unzip();
        let left = self.touch.time_left(self.sessions.ports(), lock_after(&self.preferences()), opened)?;
        session.filter(|_| left.is_zero()).into_iter().for_each(|session| self.sessions.lock_if_open(session));
        (!left.is_zero()).then_some(left)
    }

    pub(crate) fn wake(&self) -> &Arc<Wake> {
        &self.sessions.around.wake
    }

    pub(crate) fn time(&self) -> &Arc<Timepiece> {
        &self.sessions.around.time
    }
}

impl Drop for Lingpai {
    fn drop(&mut self) {
        self.sessions.end();
    }
}
