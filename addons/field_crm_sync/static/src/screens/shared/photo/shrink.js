/** Photos small enough for a farmyard's network. */

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/**
 * A JPEG of at most 1600 pixels; what the camera wrote beside the picture (place, time,
 * serial number) does not come along.
 *
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function shrink(file) {
    const picture = await createImageBitmap(file, {imageOrientation: "from-image"});
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve, reject) => {
        canvas.toBlob(
            (blob) =>
                blob ? resolve(blob) : reject(new Error(`Not a picture: ${file.name}`)),
            "image/jpeg",
            QUALITY,
        );
    });
}
