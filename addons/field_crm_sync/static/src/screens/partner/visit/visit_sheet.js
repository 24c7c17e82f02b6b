import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {QuestionTreeInput} from "@field_crm/question_tree/question_tree_input";
import {QuestionTree} from "@field_crm/question_tree/question_tree_model";

import {useField} from "../../../app/use_field";
import {addDays, dayOf, momentOf} from "../../../engine/calendar/day";
import {visitDayProblem} from "../../../engine/calendar/visit_day";
import {requiresVisit} from "../../../engine/client_sheet/completion";
import {needsPresence} from "../../../engine/visit/presence";
import {currentCheckIn, endCheckIn} from "../check_in/check_in";
import {CheckInSheet} from "../check_in/check_in_sheet";
import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {Input} from "../../shared/input/input";
import {PhotoInput} from "../../shared/photo/photo_input";
import {Sheet} from "../../../app/components/sheet";
import {useSave} from "../../shared/use_save";
import {spokenDay, spokenDistance, spokenTime, toMoment} from "../../shared/wording";
import {useCompletion} from "../completion/completion";
import {CompletionFields} from "../completion/completion_fields";
import {reportFieldsOf, valueOf} from "../own_fields";
import {RevisitChoice} from "../revisit/revisit_choice";

/** The server's words for the questions, as the tree wants them. */
export function toTree(questions, kept = []) {
    return new QuestionTree(
        questions.map((question) => ({
            id: question.id,
            parentId: question.parent_id || null,
            kind: question.kind,
            label: question.name,
            active: question.active !== false,
        })),
        kept,
    );
}

/**
 * « Visite ce jour », of a client or a prospect (S3-20 … S3-26, S3-49); also the end of a
 * visit begun by a check-in (S2-36) and of one that was planned. Where the type of mission
 * requires presence, the check-in comes first (S2-34).
 */
export class VisitSheet extends Component {
    static template = "field_crm_sync.VisitSheet";
    static components = {
        Button,
        CheckInSheet,
        CompletionFields,
        Icon,
        Input,
        PhotoInput,
        QuestionTreeInput,
        RevisitChoice,
        Sheet,
    };
    static props = {
        partner: Object,
        visit: {type: Object, optional: true},
        close: Function,
    };

    setup() {
        this.field = useField();
        this.today = dayOf(new Date());
        this.saving = useSave((saved) => this.onSaved(saved));
        this.tree = toTree(this.field.lists.questions);
        this.completion = useCompletion(() => this.props.partner);
        this.state = useState({
            date: this.today,
            typeId: this.props.visit?.type_id || "",
            chosen: new Set(),
            comment: "",
            revisit: {},
            values: {},
            photos: [],
            hasIssue: false,
            problem: "",
            planned: this.props.visit || null,
            checkIn: currentCheckIn(this.props.partner.key),
            isCheckingIn: false,
        });
        onWillStart(async () => {
            if (!this.props.visit) {
                this.state.planned = await this.findPlanned();
            }
            this.state.isCheckingIn = this.lacksCheckIn;
        });
    }

    /** A visit that was planned for today is the one that takes place. */
    async findPlanned() {
        const planned = await this.field.visits.planned();
        return (
            planned.find(
                (visit) =>
                    visit.partner_id === this.props.partner.key &&
                    visit.date &&
                    dayOf(toMoment(visit.date)) === this.today,
            ) || null
        );
    }

    get parameters() {
        return this.field.lists.parameters;
    }

    get earliest() {
        return addDays(this.today, -this.parameters.visit_past_days);
    }

    get dateProblem() {
        const problem = visitDayProblem(
            this.state.date,
            this.today,
            this.parameters.visit_past_days,
        );
        return {
            missing: _t("Choose the day of the visit."),
            future: _t("A visit cannot be in the future."),
            too_old: _t("The earliest possible day is %(day)s.", {
                day: spokenDay(this.earliest),
            }),
        }[problem];
    }

    get typeId() {
        return this.state.typeId || this.state.planned?.type_id || undefined;
    }

    chooseType(id) {
        this.state.typeId = id;
        this.state.isCheckingIn = this.lacksCheckIn;
    }

    /** The type of mission requires presence, and the rep has not checked in. */
    get lacksCheckIn() {
        return needsPresence(this.typeId, this.field.lists) && !this.state.checkIn;
    }

    endCheckingIn() {
        this.state.isCheckingIn = false;
        this.state.checkIn = currentCheckIn(this.props.partner.key);
    }

    get types() {
        return this.field.lists.visit_types || [];
    }

    /** Fields of the client that this type of visit asks for (S0-55). */
    get reportFields() {
        return reportFieldsOf(this.props.partner, this.state.typeId, this.field.lists);
    }

    fieldValue(name) {
        return name in this.state.values
            ? this.state.values[name]
            : valueOf(this.props.partner, name);
    }

    get checkInLine() {
        const {at, distance} = this.state.checkIn;
        const time = spokenTime(new Date(at));
        return distance === undefined
            ? _t("Arrived at %(time)s, distance unknown", {time})
            : _t("Arrived at %(time)s, %(distance)s away", {
                  time,
                  distance: spokenDistance(distance),
              });
    }

    get isReady() {
        const isExplained = !this.state.hasIssue || Boolean(this.state.problem.trim());
        const isComplete = !this.asksToComplete || this.completion.isComplete;
        return (
            !this.dateProblem &&
            !this.lacksCheckIn &&
            isExplained &&
            isComplete &&
            !this.saving.isBusy
        );
    }

    /** Of a mission on site the office wants a complete client (S2-05). */
    get asksToComplete() {
        return (
            requiresVisit(this.typeId, this.field.lists) &&
            this.completion.fields.length > 0
        );
    }

    toggle(id) {
        this.state.chosen = this.tree.toggle(this.state.chosen, id);
    }

    get args() {
        const {state} = this;
        const args = {
            partner: this.props.partner.key,
            date: momentOf(state.date, new Date()),
            comment: state.comment.trim(),
            answers: [...state.chosen],
        };
        if (state.planned) {
            args.visit = state.planned.key;
        }
        if (state.typeId) {
            args.type = state.typeId;
        }
        if (state.hasIssue) {
            args.state = "done_issues";
            args.problem = state.problem.trim();
        }
        const {preset, date} = state.revisit;
        if (preset || date) {
            args.revisit = preset || date;
        }
        if (state.checkIn) {
            args.check_in = state.checkIn;
        }
        if (Object.keys(this.changedValues).length) {
            args.values = this.changedValues;
        }
        return args;
    }

    get changedValues() {
        return Object.fromEntries(
            Object.entries(this.state.values).filter(
                ([name, value]) => value !== (valueOf(this.props.partner, name) ?? ""),
            ),
        );
    }

    get base() {
        return Object.fromEntries(
            Object.keys(this.changedValues).map((name) => [
                name,
                valueOf(this.props.partner, name) ?? false,
            ]),
        );
    }

    save() {
        const type = this.props.partner.field_status === "client" ? "VC" : "VP";
        return this.saving.save(type, this.args, {
            base: this.base,
            blobs: this.state.photos,
            before: () => this.asksToComplete && this.completion.save(),
        });
    }

    onSaved(saved) {
        if (this.state.checkIn) {
            endCheckIn();
        }
        this.props.close(saved);
    }
}
