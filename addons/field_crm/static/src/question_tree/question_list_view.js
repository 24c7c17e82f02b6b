import {registry} from "@web/core/registry";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";

export class QuestionListRenderer extends ListRenderer {
    /** A question that is moved takes its sub-level along: read the tree anew. */
    async sortDrop() {
        await super.sortDrop(...arguments);
        await this.props.list.load();
    }
}

export const questionListView = {...listView, Renderer: QuestionListRenderer};

registry.category("views").add("question_list", questionListView);
