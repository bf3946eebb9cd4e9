<?cs # The filters of a list of records, kept as a piece (view/piece.h): whatever Form holds is named in put_form (pages/record/listing_filter.c). ?>
<?cs include!"part/options.cs" ?><?cs include!"part/filters.cs" ?><?cs call:filters(Form) ?>
