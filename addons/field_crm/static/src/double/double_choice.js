/**
 * What is chosen of a comparison, without any screen: which records are merged, which
 * one is kept, whose value of each field.
 *
 * @typedef {Object} Choice
 * @property {Number[]} records identifiers of the records to merge
 * @property {Number} survivorId the one that is kept
 * @property {Object} values {field: identifier of the record whose value is kept}
 * @property {Number[]} places records whose address becomes a location
 * @property {Boolean} differentCodes whether two codes of the ERP are meant to be one
 */

export function initialChoice(comparison) {
    const {records, rows, survivor_id: survivorId} = comparison;
    return {
        records: records.map((record) => record.id),
        survivorId,
        values: Object.fromEntries(rows.map((row) => [row.key, row.chosen])),
        // Fields that the user has clicked stay as they are when another is kept.
        touched: {},
        places: proposedPlaces(records, survivorId),
        differentCodes: false,
    };
}

/** Addresses that the kept record has not, which may be places to go to. */
function proposedPlaces(records, survivorId) {
    const kept = records.find((record) => record.id === survivorId);
    return records
        .filter(
            (record) =>
                record.is_account &&
                record.address_key &&
                kept.address_key &&
                record.address_key !== kept.address_key,
        )
        .map((record) => record.id);
}

/** Keep another record: fields that nobody has touched follow it where it has a value. */
export function keepRecord(comparison, choice, recordId) {
    choice.survivorId = recordId;
    for (const row of comparison.rows) {
        if (choice.touched[row.key]) {
            continue;
        }
        const order = [recordId, ...choice.records.filter((id) => id !== recordId)];
        choice.values[row.key] = order.find((id) => row.texts[id]) || recordId;
    }
    choice.places = proposedPlaces(comparison.records, recordId);
}

export function chooseValue(choice, key, recordId) {
    choice.values[key] = recordId;
    choice.touched[key] = true;
}

/** Leave a record out of the merge, or take it in again. */
export function toggleRecord(comparison, choice, recordId) {
    if (choice.records.includes(recordId)) {
        choice.records = choice.records.filter((id) => id !== recordId);
        choice.places = choice.places.filter((id) => id !== recordId);
    } else {
        choice.records = [...choice.records, recordId];
    }
    for (const [key, id] of Object.entries(choice.values)) {
        if (!choice.records.includes(id)) {
            delete choice.touched[key];
        }
    }
    const survivor = choice.records.includes(choice.survivorId)
        ? choice.survivorId
        : choice.records[0];
    if (survivor) {
        const places = choice.places;
        keepRecord(comparison, choice, survivor);
        choice.places = places.filter((id) => choice.records.includes(id));
    }
}

/** What moves to the kept record: [{label, count}], without what does not. */
export function movedCounts(comparison, choice) {
    return comparison.counts
        .map(({label, counts}) => ({
            label,
            count: choice.records
                .filter((id) => id !== choice.survivorId)
                .reduce((sum, id) => sum + counts[id], 0),
        }))
        .filter(({count}) => count);
}

/** Arguments of `field.merge.merge`. */
export function mergeArguments(comparison, choice) {
    const stamps = Object.fromEntries(
        comparison.records.map((record) => [record.id, record.stamp]),
    );
    return [
        choice.records,
        choice.survivorId,
        {...choice.values},
        {
            stamps,
            places: choice.places.filter(
                (id) => id !== choice.survivorId && choice.records.includes(id),
            ),
            different_codes: choice.differentCodes,
        },
    ];
}
