/* What a screen is built of; docs/design/sync-app.md shows each of them. */
export {Button} from "./button";
export {Card} from "./card";
export {ChecksField} from "./checks_field";
export {ChoiceField} from "./choice_field";
export {CountField} from "./count_field";
export {EmptyState} from "./empty_state";
export {FormField} from "./form_field";
export {Icon} from "./icon";
export {Screen} from "./screen";
export {SearchBox} from "./search_box";
export {Segments} from "./segments";
export {Sheet} from "./sheet";
export {SwitchField} from "./switch_field";
export {TextField} from "./text_field";
export {Tick} from "./tick";
