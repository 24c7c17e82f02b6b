import {Domain} from "@web/core/domain";
import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";

import {useSetupAction} from "@web/search/action_hook";

import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";

import {toCorner} from "../geofence/geofence_map";
import {MapCard} from "./map_card";
import {
    boxOf,
    canOpen,
    createClientMap,
    MAX_ZOOM,
    showBox,
    showsAny,
    zoneLayer,
} from "./map_canvas";
import {ColourBook} from "./map_colours";
import {ZoneDrawing} from "./map_drawing";
import {MapLegend} from "./map_legend";
import {mapMemory} from "./map_memory";
import {MarkerMove} from "./map_move";
import {PointLayer} from "./map_points";
import {rectangle, writeZone} from "./map_zone";

const MOVED_DELAY = 120;
const SEEK_ZOOM = 14;

/** The map of the records that a list shows (S0-10, S0-11). */
export class MapPane extends Component {
    static template = "field_crm.MapPane";
    static components = {MapCard, MapLegend};
    static props = {
        domain: Array,
        groupBy: {type: Array, optional: true},
        openRecord: Function,
        view: {type: Object, optional: true},
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.clientMap = useState(this.env.clientMap);
        this.mapRef = useRef("map");
        this.state = useState({
            colouring: mapMemory.get("colouring", "field_status"),
            legend: null,
            cards: null,
            tool: false,
            isMoving: false,
            undoable: 0,
        });
        this.book = new ColourBook();
        this.latestLegend = new KeepLast();
        this.latestCards = new KeepLast();
        this.onMoved = useDebounced(() => this.loadPoints(), MOVED_DELAY);
        onWillStart(async () => {
            this.settings = await this.orm.call("res.partner", "get_map_settings");
            if (!this.settings.colourings.some(({name}) => name === this.colouring)) {
                this.state.colouring = "field_status";
            }
        });
        useSetupAction({
            getLocalState: () => ({
                mapView: {
                    centre: toCorner(this.map.getCenter()),
                    zoom: this.map.getZoom(),
                },
            }),
        });
        onMounted(() => this.mountMap());
        useEffect(
            () => {
                this.reload();
            },
            () => [JSON.stringify(this.props.domain), this.colouring],
        );
        useEffect(
            (place) => {
                if (place) {
                    this.showPlace(place);
                }
            },
            () => [this.clientMap.sought],
        );
        useEffect(
            (activeId) => this.points.mark(activeId),
            () => [this.clientMap.activeId],
        );
        onWillUnmount(() => {
            this.request?.abort(false);
            this.resizeObserver.disconnect();
            this.drawing.stop();
            this.map.remove();
        });
    }

    /** By what the list is grouped, where the map has a colour for it. */
    get colouring() {
        const [grouped] = this.props.groupBy || [];
        const isKnown = this.settings?.colourings.some(({name}) => name === grouped);
        return isKnown ? grouped : this.state.colouring;
    }

    get searchModel() {
        return this.env.searchModel;
    }

    get hidden() {
        const filter = this.searchModel.getMapFilter("legend");
        return filter?.colouring === this.colouring ? filter.hidden : [];
    }

    get zone() {
        return this.searchModel.getMapFilter("zone")?.zone || false;
    }

    get context() {
        return this.searchModel.context;
    }

    get help() {
        if (this.state.isMoving) {
            return _t("Drag the marker to where the client is. Escape cancels.");
        }
        return {
            lasso: _t("Draw around the clients to keep. Escape cancels."),
            rectangle: _t("Drag from one corner to the other. Escape cancels."),
        }[this.state.tool];
    }

    // --------------------------------------------------------------------------
    // Map
    // --------------------------------------------------------------------------

    mountMap() {
        this.map = createClientMap(this.mapRef.el, this.settings);
        // Whoever comes back from a form finds the map as it was.
        this.isFitted = Boolean(this.props.view);
        if (this.props.view) {
            this.map.setView(this.props.view.centre, this.props.view.zoom);
        }
        this.points = new PointLayer(this.map, {
            onPoint: ({id}) => this.choose({record_ids: [id]}, id),
            onCluster: ({box}) => this.openCluster(box),
        });
        this.drawing = new ZoneDrawing(this.map, (corners) => this.filterZone(corners));
        this.move = new MarkerMove(this.map, this.orm);
        this.map.on("moveend", () => this.onMoved());
        this.map.on("click", () => this.closeCards());
        this.resizeObserver = new ResizeObserver(() => this.map.invalidateSize());
        this.resizeObserver.observe(this.mapRef.el);
    }

    async reload() {
        const {domain} = this.props;
        const legend = await this.latestLegend.add(
            this.orm.call("res.partner", "get_map_legend", [domain, this.colouring], {
                context: this.context,
            }),
        );
        this.keys = legend.entries
            .map(({key}) => key)
            .filter((key) => key !== "*" && key !== false);
        this.colours = this.book.choose(this.colouring, legend.entries);
        legend.entries.forEach((entry, place) => {
            entry.color = this.colours[place];
        });
        this.state.legend = legend;
        this.drawZone();
        const before = this.map.getCenter();
        const isElsewhere = legend.box && !showsAny(this.map, legend.box);
        if (legend.box && (!this.isFitted || isElsewhere) && !this.clientMap.sought) {
            showBox(this.map, legend.box);
        }
        this.isFitted = true;
        if (before.equals(this.map.getCenter())) {
            await this.loadPoints();
        }
    }

    /** One request for what is in sight; an older one that is on its way is dropped. */
    async loadPoints() {
        if (!this.keys) {
            return;
        }
        this.request?.abort(false);
        const {colouring, colours} = this;
        this.request = this.env.services.orm.silent.call(
            "res.partner",
            "get_map",
            [
                this.props.domain,
                boxOf(this.map),
                this.map.getZoom(),
                colouring,
                this.keys,
            ],
            {context: this.context},
        );
        const rows = await this.request;
        this.points.show(rows, colours, this.clientMap.activeId);
        this.mapRef.el.dataset.shown = rows.reduce((sum, row) => sum + row[2], 0);
    }

    drawZone() {
        this.zoneLayer?.remove();
        this.zoneLayer = zoneLayer(this.zone).addTo(this.map);
    }

    showAll() {
        if (this.state.legend?.box) {
            showBox(this.map, this.state.legend.box);
        }
    }

    // --------------------------------------------------------------------------
    // Points
    // --------------------------------------------------------------------------

    openCluster(box) {
        if (this.map.getZoom() < MAX_ZOOM && canOpen(this.map, box)) {
            showBox(this.map, box, {maxZoom: MAX_ZOOM});
        } else {
            this.choose({box}, false);
        }
    }

    async choose(which, activeId) {
        this.clientMap.activeId = activeId;
        this.state.cards = await this.latestCards.add(
            this.orm.call("res.partner", "get_map_cards", [this.props.domain], {
                ...which,
                context: this.context,
            }),
        );
        this.state.cards.box = which.box;
    }

    closeCards() {
        this.stopMoving();
        this.state.cards = null;
        this.clientMap.activeId = false;
    }

    async showPlace({id, latitude, longitude}) {
        const zoom = Math.max(this.map.getZoom(), SEEK_ZOOM);
        this.map.setView([latitude, longitude], zoom, {animate: false});
        await this.choose({record_ids: [id]}, id);
    }

    // --------------------------------------------------------------------------
    // Filters
    // --------------------------------------------------------------------------

    setColouring(colouring) {
        mapMemory.set("colouring", colouring);
        this.state.colouring = colouring;
    }

    /** Hide or show the records of an entry of the legend, in the list too. */
    toggleEntry(entry) {
        const others = this.hidden.filter(({key}) => key !== entry.key);
        const isHidden = others.length < this.hidden.length;
        this.hideEntries(isHidden ? others : [...others, {...entry}]);
    }

    hideEntries(hidden) {
        const domain = Domain.and(hidden.map((entry) => Domain.not(entry.domain)));
        this.searchModel.setMapFilter(
            "legend",
            hidden.length && {
                description: _t("%(colours)s: without %(names)s", {
                    colours: this.state.legend.label,
                    names: hidden.map(({label}) => label).join(", "),
                }),
                domain: domain.toString(),
                colouring: this.colouring,
                hidden,
            },
        );
    }

    setTool(tool) {
        this.stopMoving();
        this.state.tool = this.state.tool === tool ? false : tool;
        if (this.state.tool) {
            this.drawing.start(tool);
        } else {
            this.drawing.stop();
        }
    }

    filterZone(corners) {
        this.setTool(false);
        const zone = writeZone(corners);
        this.searchModel.setMapFilter("zone", {
            description: _t("Zone on the map"),
            domain: new Domain([["map_zone", "=", zone]]).toString(),
            zone,
        });
    }

    filterView() {
        const [south, west, north, east] = boxOf(this.map);
        this.filterZone(rectangle([south, west], [north, east]));
    }

    filterCards([south, west, north, east]) {
        this.closeCards();
        this.filterZone(rectangle([south, west], [north, east]));
    }

    clearZone() {
        this.searchModel.setMapFilter("zone");
    }

    showUnplaced() {
        this.searchModel.setMapFilter("unplaced", {
            description: _t("Without coordinates"),
            domain: new Domain([
                ["partner_latitude", "=", 0],
                ["partner_longitude", "=", 0],
            ]).toString(),
        });
    }

    onKeydown(ev) {
        if (ev.key !== "Escape") {
            return;
        }
        if (this.state.tool) {
            this.setTool(false);
        } else if (this.state.isMoving) {
            this.stopMoving();
        } else if (this.state.cards) {
            this.closeCards();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    // --------------------------------------------------------------------------
    // Correction of a position
    // --------------------------------------------------------------------------

    startMoving(card) {
        this.setTool(false);
        this.state.isMoving = true;
        this.move.start(card, () => this.onMovedMarker(card));
    }

    stopMoving() {
        this.state.isMoving = false;
        this.move.stop();
    }

    async onMovedMarker(card) {
        this.stopMoving();
        this.state.undoable = this.move.undoable;
        await this.afterMove(card.id);
    }

    async undoMove() {
        const id = await this.move.undo();
        this.state.undoable = this.move.undoable;
        await this.afterMove(id);
    }

    async afterMove(id) {
        await Promise.all([this.loadPoints(), this.choose({record_ids: [id]}, id)]);
    }
}
