package io.github.apmatrix.render;

/** What is around the grids of a picture: title, margins, and how large all of it is. */
final class PictureFrame {
    static final int MARGIN = 28;
    static final int LEFT = MARGIN;
    static final int TOP = 88;

    private static final int TITLE_FONT = 24;
    private static final int TEXT_FONT = 15;

    private final PictureStyle style;
    private final String title;
    private final SvgWriter svg = new SvgWriter();
    private int right;
    private int bottom = TOP;

    PictureFrame(PictureStyle style, String title, String subtitle) {
        this.style = style;
        this.title = title;
        drawText(title, LEFT, MARGIN + 20, TITLE_FONT, "bold", "#111111");
        drawText(subtitle, LEFT, MARGIN + 46, TEXT_FONT, "normal", "#444444");
    }

    SvgWriter svg() {
        return svg;
    }

    /** Says that there is no queue, if there is none. */
    boolean drawNothing(Folding folding) {
        boolean nothing = folding.adapters().isEmpty() || folding.domains().isEmpty();
        if (nothing) {
            drawText(TableText.NOTHING, LEFT, TOP + TEXT_FONT, TEXT_FONT, "normal", "#111111");
        }
        return nothing;
    }

    /** Draws the titles of the rows and columns of a grid, and makes room for it. */
    void drawGrid(PictureGrid grid) {
        grid.drawTitles(svg);
        reserve(grid.right(), grid.bottom());
    }

    /** Draws a text that begins at a point, and makes room for it. */
    void drawText(String text, int x, int y, int size, String weight, String color) {
        svg.text(
                "text",
                text,
                "x",
                x,
                "y",
                y,
                "font-family",
                SvgWriter.SANS,
                "font-size",
                size,
                "font-weight",
                weight,
                "fill",
                color);
        reserve(x + width(text, size), y);
    }

    /** Returns about how wide a text is, in a wide font. */
    private static int width(String text, int size) {
        return text.length() * size * 13 / 20;
    }

    /** Makes room up to a point. */
    void reserve(int x, int y) {
        right = Math.max(right, x);
        bottom = Math.max(bottom, y);
    }

    String document(String description) {
        return svg.document(right + MARGIN, bottom + MARGIN, style, title, description);
    }
}
