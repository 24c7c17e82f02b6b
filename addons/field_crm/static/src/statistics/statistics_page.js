import {Component, onWillStart, useState} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {url} from "@web/core/utils/urls";
import {useService} from "@web/core/utils/hooks";
import {StatisticsChart} from "./statistics_chart";
import {StatisticsTable} from "./statistics_table";

/**
 * « Statistiques »: the figures of a rep for a year (S3-53 … S3-58). What may be seen and
 * what it amounts to is the server's business; this only shows it.
 */
export class StatisticsPage extends Component {
    static template = "field_crm.StatisticsPage";
    static components = {Layout, StatisticsChart, StatisticsTable};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.display = {controlPanel: {}};
        // In the address of the screen, so that going back finds the same choice.
        const saved = this.props.state || {};
        this.state = useState({page: null});
        onWillStart(() => this.load(saved.year || false, saved.user_id || false));
    }

    async load(year, userId) {
        this.state.page = await this.keepLast.add(
            this.orm.call("field.statistics", "get_page", [], {
                year,
                user_id: userId,
            }),
        );
        this.props.updateActionState({
            year: year || undefined,
            user_id: userId || undefined,
        });
    }

    onYear(ev) {
        return this.load(Number(ev.target.value), this.state.page.user_id);
    }

    onRep(ev) {
        return this.load(this.state.page.year, Number(ev.target.value) || false);
    }

    get printUrl() {
        const {year, user_id: userId} = this.state.page;
        return url(`/field_crm/statistics/${year}`, userId ? {user_id: userId} : {});
    }
}

registry.category("actions").add("field_crm.statistics", StatisticsPage);
