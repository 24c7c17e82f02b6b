import {Refused, Transport, Unreachable} from "../sync/transport";
import {Phone} from "../store/phone";
import {Recovery} from "../sync/recovery";
import {Seat} from "../store/seat";
import {Syncer} from "../sync/syncer";
import {newUuid} from "../engine/sync/uuid7";
import {reactive} from "@odoo/owl";

// Whoever comes back from there may be somebody else than before.
const SIGNED = "?signed=1";
const SIGN_IN = `/web/login?redirect=${encodeURIComponent(`/field${SIGNED}`)}`;
const AGAIN_MS = 15_000;
// Set while somebody who forgot the PIN is away to sign in.
const FORGOTTEN = "field_forgotten_pin";
const SIGN_OUT = "/web/session/logout?redirect=/field";

/** Who uses this phone: opening, signing in and out, PIN, and the end of a device.
 *
 * `state.stage`: `opening`, `welcome` (nobody), `locked` (PIN), `loading` (first load),
 * `ready`, `replaced` (another tab has a newer version), `blocked` (this tab has it and
 * waits for the other), `ended` (the phone was revoked).
 */
export class Session {
    /**
     * @param {Field} field
     * @param {string} journal address of the journal's worker
     */
    constructor(field, journal) {
        this.field = field;
        this.journal = journal;
        this.transport = new Transport();
        this.state = reactive({stage: "opening", others: [], isReachable: true});
        this.hooks = {
            onBlocked: () => (this.state.stage = "blocked"),
            onReplaced: () => this._setAside(),
        };
    }

    async open() {
        this.seat = await Seat.open();
        this.seated = await this.seat.current();
        return this.seated;
    }

    /** Show what the phone holds; ask the office afterwards. */
    async begin() {
        const hasSignedIn = window.location.search === SIGNED;
        if (hasSignedIn) {
            window.history.replaceState(null, "", "/field");
        }
        if (this.seated?.name) {
            this.phone = await Phone.open(this.seated.name, this.hooks);
            if (this.phone.isLocked) {
                this.state.stage = "locked";
                if (hasSignedIn && localStorage.getItem(FORGOTTEN)) {
                    await this.recover();
                }
                return;
            }
            await this._load(hasSignedIn);
        } else {
            await this.signIn();
        }
    }

    /** @throws {WrongPin} */
    async unlock(pin) {
        await this.phone.unlock(pin);
        await this._load();
    }

    /** The PIN is forgotten: the rep signs in again, what was sealed goes to the office,
     * and the phone begins anew.
     */
    async recover() {
        localStorage.removeItem(FORGOTTEN);
        Object.assign(this.state, {isRecovering: true, problem: ""});
        try {
            const sealed = await this.phone.readSealed();
            const recovery = new Recovery(this.transport, (device) =>
                this._ask(device),
            );
            const {secrets, lost, refused} = await recovery.run(sealed);
            await this.phone.beginAnew(
                sealed.photos.filter((_photo, i) => secrets[i]),
                secrets.filter(Boolean),
            );
            this.state.recovered = {lost, refused};
            this.transport.key = null;
            await this._load();
        } catch (error) {
            this._explainRecovery(error);
        } finally {
            this.state.isRecovering = false;
        }
    }

    _explainRecovery(error) {
        if (error instanceof Refused && error.code === "signed_out") {
            localStorage.setItem(FORGOTTEN, "1");
            this.leaveToSignIn();
        } else if (error instanceof Unreachable) {
            this.state.isReachable = false;
        } else if (error instanceof Refused) {
            this.state.problem = error.message;
        } else {
            throw error;
        }
    }

    async _load(hasSignedIn = false) {
        await this.phone.load({journal: this.journal});
        if (hasSignedIn && (await this.signIn())) {
            return;
        }
        this.transport.key = this.phone.holdings.meta.key || null;
        this.field.status.signedIn = Boolean(this.transport.key);
        await this.field.use(this.phone);
        this._settle();
        this._startSyncer();
        if (!this.transport.key && !hasSignedIn) {
            await this.signIn();
        }
    }

    _settle() {
        const {stage} = this.state;
        if (["replaced", "ended"].includes(stage)) {
            return;
        }
        if (this.field.hasLoaded) {
            this.state.stage = "ready";
        } else {
            this.state.stage = this.transport.key ? "loading" : "welcome";
        }
    }

    _startSyncer() {
        this.syncer?.stop();
        this.syncer = new Syncer(this.phone, this.transport, {
            onStatus: (values) => this._hear(values),
            onChange: () => this._refresh(),
            onRefused: (refusal) => this._refuse(refusal),
        });
        this.field.syncer = this.syncer;
        this.syncer.start();
    }

    _hear(values) {
        Object.assign(this.field.status, values);
        this.field.reckonFreshness();
    }

    async _refresh() {
        await this.field.refresh();
        this._settle();
        await this._noteLanguage();
    }

    async _noteLanguage() {
        const lang = this.field.lists?.rep?.lang;
        if (lang && this.seated?.lang !== lang) {
            this.seated = await this.seat.take({lang});
        }
    }

    // --- signing in ------------------------------------------------------------------

    /** Get this phone its key, if the browser is signed in to Odoo.
     *
     * @returns {Promise<boolean>}
     */
    async signIn() {
        try {
            await this._enrol();
            return true;
        } catch (error) {
            if (!(error instanceof Refused || error instanceof Unreachable)) {
                throw error;
            }
            this.state.isReachable = error instanceof Refused;
            this._signInLater();
            this.state.problem = error.code === "forbidden" ? error.message : "";
            this.field.status.signedIn = false;
            if (this.state.stage === "opening") {
                this.state.stage = "welcome";
            }
            return false;
        }
    }

    /* A message that was lost must not leave a rep signed out. */
    _signInLater() {
        clearTimeout(this.signInTimer);
        const again = () => !this.transport.key && this.signIn();
        this.signInTimer = this.state.isReachable ? null : setTimeout(again, AGAIN_MS);
    }

    /** To Odoo's own sign-in page; it comes back here. */
    leaveToSignIn() {
        window.location.assign(SIGN_IN);
    }

    _ask(device) {
        const name = navigator.userAgentData?.platform || navigator.platform || "?";
        const {version} = document.body.dataset;
        return this.transport.post(
            "device",
            {device, name, version},
            {withSession: true},
        );
    }

    async _enrol() {
        let device = this.phone?.device || newUuid();
        let answer = await this._ask(device).catch((error) => {
            if (error.code === "forbidden" && this.phone) {
                // The phone is another user's, or was revoked: whose is it now?
                device = newUuid();
                return this._ask(device);
            }
            throw error;
        });
        const name = `field-${answer.database}-${answer.user.id}`;
        if (this.phone?.name !== name) {
            this.phone?.close();
            this.syncer?.stop();
            this.phone = await Phone.open(name, this.hooks);
            await this.seat.take({name, user: answer.user, lang: answer.user.lang});
            if (this.phone.isLocked) {
                this.state.stage = "locked";
                return;
            }
            await this.phone.load({journal: this.journal, device});
        } else if (this.phone.device !== device) {
            await this.phone.renumber(device);
        }
        if (this.phone.device !== device) {
            answer = await this._ask(this.phone.device);
        }
        answer = await this._compare(answer);
        this.transport.key = answer.key;
        await this.phone.holdings.note({key: answer.key});
        this.field.status.signedIn = true;
        await this.field.use(this.phone);
        this._settle();
        this._startSyncer();
    }

    /* Which of the two has forgotten something: the office, after a backup came back, or
     * the phone. */
    async _compare(answer) {
        const {outbox} = this.phone;
        const last = await outbox.lastSeq();
        if (answer.last_seq > last) {
            await this.phone.renumber();
            return this._ask(this.phone.device);
        }
        if (answer.last_seq < last) {
            await this.phone.resend(answer.last_seq);
        }
        return answer;
    }

    // --- refusals --------------------------------------------------------------------

    async _refuse({code}) {
        if (code === "signed_out" || code === "renumbered") {
            this.transport.key = null;
            await this.signIn();
        } else if (code === "revoked") {
            await this._end();
        } else if (code === "old_version") {
            this.field.status.mustUpdate = true;
        }
    }

    /* Revoked: what waits is sent once more, to be looked at; then nothing stays. */
    async _end() {
        this.state.stage = "ended";
        await this.syncer.pusher.run().catch((error) => {
            if (error instanceof Unreachable) {
                throw error;
            }
        });
        await this.transport
            .post("wiped", {device: this.phone.device})
            .catch(() => null);
        await this._erase();
    }

    async _erase() {
        const {name} = this.phone;
        this.syncer.stop();
        this.phone.close();
        await Phone.erase(name);
        await this.seat.leave(name);
        localStorage.clear();
    }

    /** Sign out and leave nothing behind; everything must have been sent.
     *
     * @returns {Promise<boolean>} false when something still waits
     */
    async signOut() {
        await this.field.sync();
        if (this.field.status.waiting || this.field.status.photos) {
            return false;
        }
        await this.transport
            .post("wiped", {device: this.phone.device})
            .catch(() => null);
        await this._erase();
        window.location.assign(SIGN_OUT);
        return true;
    }

    _setAside() {
        this.syncer?.stop();
        if (this.state.stage !== "ended") {
            this.state.stage = "replaced";
        }
    }

    // --- what the rep chooses --------------------------------------------------------

    get hasPin() {
        return Boolean(this.phone?.lock);
    }

    async setPin(pin) {
        await this.phone.setPin(pin);
    }

    async dropPin() {
        await this.phone.dropPin();
    }

    /** @param {"light" | "dark" | null} theme null to follow the phone */
    async setTheme(theme) {
        this.seated = await this.seat.take({theme});
    }
}
